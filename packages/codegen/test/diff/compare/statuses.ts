import {
  and,
  at,
  drop,
  from,
  json,
  property,
  type Row,
  responses,
  row,
  validated,
  without,
} from './row.ts'
import type { Node } from './world.ts'

const why = { type: 'object', properties: { why: { type: 'string', maxLength: 9 } } }
const errorOf = (op: Node, status: string) =>
  at(responses(op), status, 'content', 'application/json', 'schema')
const declare = (status: string) => (op: Node) => {
  responses(op)[status] = json(structuredClone(why))
}

// Statuses that are declared together, as `default` and `4XX`.
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
        drop(responses(op), status),
      ),
      row('major', `a member of ${status} is removed`, `\`error of ${place}.why\` is gone`, (op) =>
        drop(at(errorOf(op, status), 'properties'), 'why'),
      ),
      row('minor', `a member of ${status} is added`, `\`error of ${place}.more\` is new`, (op) => {
        at(errorOf(op, status), 'properties')['more'] = { type: 'string' }
      }),
      row(
        'major',
        `a member of ${status} may be null`,
        `\`error of ${place}.why\` may be null`,
        (op) => {
          at(errorOf(op, status), 'properties', 'why')['type'] = ['string', 'null']
        },
      ),
      row(
        'minor',
        `a member of ${status} becomes certain`,
        `\`error of ${place}.why\` is always there`,
        (op) => and(errorOf(op, status), 'required', 'why'),
      ),
      ...validated(
        'patch',
        row('patch', `a member of ${status} is bound looser`, 'Old calls compile', (op) => {
          at(errorOf(op, status), 'properties', 'why')['maxLength'] = 99
        }),
      ),
      ...validated(
        'none',
        row('patch', `${status} has other words`, 'details', (op) => {
          at(responses(op), status)['description'] = 'Else.'
        }),
      ),
      row(
        'major',
        `a status of ${status} has an error of its own`,
        '`error of 409.why` is gone',
        (op) => {
          responses(op)['409'] = json({ type: 'object', properties: { other: { type: 'string' } } })
        },
      ),
    ),
  ]
}

/** With which statuses a call may end. */
export const statuses: readonly Row[] = [
  row('minor', 'an error is declared', 'declares 409', (op) => {
    responses(op)['409'] = json({ type: 'object', properties: { why: { type: 'string' } } })
  }),
  row('major', 'an error is no longer declared', 'no longer declares 404', (op) =>
    drop(responses(op), '404'),
  ),
  row('major', 'the enum of an error widens', '`error of 404.code` may be `"z"`', (_, schema) =>
    and(property(schema('Problem'), 'code'), 'enum', 'z'),
  ),
  row('major', 'a member of an error is removed', '`error of 404.code` is gone', (_, schema) => {
    drop(at(schema('Problem'), 'properties'), 'code')
    drop(schema('Problem'), 'required')
  }),
  row('major', 'success gets another status', 'no longer succeeds with 200', (op) => {
    responses(op)['201'] = responses(op)['200']
    drop(responses(op), '200')
  }),
  row('major', 'success gets one more status', 'may succeed with 202', (op) => {
    responses(op)['202'] = json({ type: 'object', properties: { job: { type: 'string' } } })
  }),
  ...ranges('default', 'other statuses'),
  ...ranges('4XX', '4XX'),
  row('major', 'success gets a range', 'may succeed with other statuses, too', (op) => {
    responses(op)['2XX'] = json({ type: 'object', properties: { job: { type: 'string' } } })
  }),
  ...from(
    (op) => {
      responses(op)['2XX'] = responses(op)['200']
      drop(responses(op), '200')
    },
    row('minor', 'success of a range becomes one status', 'succeeds with 200 alone', (op) => {
      responses(op)['200'] = responses(op)['2XX']
      drop(responses(op), '2XX')
    }),
    row(
      'major',
      'a member is removed in a range of successes',
      '`data.id` is gone',
      (_, schema) => {
        drop(at(schema('Answer'), 'properties'), 'id')
        without(schema('Answer'), 'required', 'id')
      },
    ),
    row('major', 'a status of the range has an answer of its own', '`data` may be', (op) => {
      responses(op)['202'] = json({ type: 'object', properties: { job: { type: 'string' } } })
    }),
  ),
  row('major', 'a header of the answer is removed', 'eaders', (op) =>
    drop(at(responses(op), '200'), 'headers'),
  ),
  row('major', 'a header of the answer gets another type', 'integer', (op) => {
    at(responses(op), '200', 'headers', 'x-left', 'schema')['type'] = 'string'
  }),
  row('minor', 'a header of the answer is added', '`x-more` added', (op) => {
    at(responses(op), '200', 'headers')['x-more'] = { schema: { type: 'string' } }
  }),
]
