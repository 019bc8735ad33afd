import type { Node } from './contract.ts'
import {
  addItems,
  from,
  json,
  nodeAt,
  property,
  type Row,
  remove,
  removeItem,
  responses,
  row,
  used,
  validated,
} from './row.ts'

const why = { type: 'object', properties: { why: { type: 'string', maxLength: 9 } } }
const errorOf = (op: Node, status: string) =>
  nodeAt(responses(op), status, 'content', 'application/json', 'schema')
const declare = (status: string) => (op: Node) => {
  responses(op)[status] = json(structuredClone(why))
}

// Declarations of several statuses: `default` and `4XX`.
function ranges(status: string, place: string): Row[] {
  return [
    row(
      'minor',
      `${status} is declared`,
      `declares ${place}, so their errors have a type`,
      declare(status),
    ),
    ...from(
      declare(status),
      row('major', `${status} is no longer declared`, `no longer declares ${place}`, (op) =>
        remove(responses(op), status),
      ),
      row(
        'major',
        `a property of ${status} is removed`,
        `\`error of ${place}.why\` was removed`,
        (op) => remove(nodeAt(errorOf(op, status), 'properties'), 'why'),
      ),
      row(
        'minor',
        `a property of ${status} is added`,
        `\`error of ${place}.more\` is new`,
        (op) => {
          nodeAt(errorOf(op, status), 'properties')['more'] = { type: 'string' }
        },
      ),
      row(
        'major',
        `a property of ${status} may be null`,
        `\`error of ${place}.why\` may be null`,
        (op) => {
          nodeAt(errorOf(op, status), 'properties', 'why')['type'] = ['string', 'null']
        },
      ),
      row(
        'minor',
        `a property of ${status} becomes required`,
        `\`error of ${place}.why\` is now required`,
        (op) => addItems(errorOf(op, status), 'required', 'why'),
      ),
      ...validated(
        'patch',
        row('patch', `a bound of ${status} is loosened`, 'it rose from 9 to 99', (op) => {
          nodeAt(errorOf(op, status), 'properties', 'why')['maxLength'] = 99
        }),
      ),
      ...validated(
        'none',
        row('patch', `the description of ${status} changes`, 'details', (op) => {
          nodeAt(responses(op), status)['description'] = 'Else.'
        }),
      ),
      row(
        'major',
        `a status of ${status} gets an error of its own`,
        '`error of 409.why` was removed',
        (op) => {
          responses(op)['409'] = json({ type: 'object', properties: { other: { type: 'string' } } })
        },
      ),
    ),
  ]
}

/** Changes of the statuses that a call may end with. */
export const statusRows: readonly Row[] = [
  row('minor', 'an error is declared', 'declares 409', (op) => {
    responses(op)['409'] = json({ type: 'object', properties: { why: { type: 'string' } } })
  }),
  row('major', 'an error is no longer declared', 'no longer declares 404', (op) =>
    remove(responses(op), '404'),
  ),
  row('major', 'the enum of an error widens', '`Problem.code` may be `"z"`', (_, schema) =>
    addItems(property(schema('Problem'), 'code'), 'enum', 'z'),
  ),
  row('major', 'a property of an error is removed', '`Problem.code` was removed', (_, schema) => {
    remove(nodeAt(schema('Problem'), 'properties'), 'code')
    remove(schema('Problem'), 'required')
  }),
  row('major', 'the status of a success changes', 'no longer succeeds with 200', (op) => {
    responses(op)['201'] = responses(op)['200']
    remove(responses(op), '200')
  }),
  row('major', 'another success is declared', 'may also succeed with 202', (op) => {
    responses(op)['202'] = json({ type: 'object', properties: { job: { type: 'string' } } })
  }),
  ...used(
    "(result: Api.OpResult) => { if (!result.ok && result.status === 404) return result.error?.code; return ''; }",
    row('minor', 'the range of a status is declared instead of it', 'declares 4XX', (op) => {
      responses(op)['4XX'] = responses(op)['404']
      remove(responses(op), '404')
    }),
  ),
  ...ranges('default', 'other statuses'),
  ...ranges('4XX', '4XX'),
  row('major', 'a range of successes is declared', 'may also succeed with other statuses', (op) => {
    responses(op)['2XX'] = json({ type: 'object', properties: { job: { type: 'string' } } })
  }),
  ...from(
    (op) => {
      responses(op)['2XX'] = responses(op)['200']
      remove(responses(op), '200')
    },
    row('minor', 'a range of successes becomes one status', 'succeeds only with 200', (op) => {
      responses(op)['200'] = responses(op)['2XX']
      remove(responses(op), '2XX')
    }),
    row(
      'major',
      'a property is removed in a range of successes',
      '`Receipt.id` was removed',
      (_, schema) => {
        remove(nodeAt(schema('Receipt'), 'properties'), 'id')
        removeItem(schema('Receipt'), 'required', 'id')
      },
    ),
    row(
      'major',
      'a status of the range gets a schema of its own',
      '`data` has lost 9 properties',
      (op) => {
        responses(op)['202'] = json({ type: 'object', properties: { job: { type: 'string' } } })
      },
    ),
  ),
  row('major', 'a response header is removed', "headers['x-remaining']` was removed", (op) =>
    remove(nodeAt(responses(op), '200'), 'headers'),
  ),
  row('major', 'the type of a response header changes', 'from `number` to `string`', (op) => {
    nodeAt(responses(op), '200', 'headers', 'x-remaining', 'schema')['type'] = 'string'
  }),
  row('minor', 'a response header is added', "headers['x-more']` is new", (op) => {
    nodeAt(responses(op), '200', 'headers')['x-more'] = { schema: { type: 'string' } }
  }),
  row('minor', 'a response header is required', "headers['x-remaining']` is now required", (op) => {
    nodeAt(responses(op), '200', 'headers', 'x-remaining')['required'] = true
  }),
  row('minor', 'a response header is deprecated', "headers['x-remaining']` is deprecated", (op) => {
    nodeAt(responses(op), '200', 'headers', 'x-remaining')['deprecated'] = true
  }),
  ...from(
    (op) => {
      nodeAt(responses(op), '200', 'headers', 'x-remaining')['required'] = true
    },
    row(
      'major',
      'a response header is no longer required',
      "headers['x-remaining']` is no longer required",
      (op) => remove(nodeAt(responses(op), '200', 'headers', 'x-remaining'), 'required'),
    ),
  ),
]
