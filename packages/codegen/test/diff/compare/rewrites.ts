import type { Node } from './contract.ts'
import {
  accepted,
  from,
  nodeAt,
  parameter,
  parameters,
  type Row,
  remove,
  row,
  sent,
  used,
} from './row.ts'

type Set = (_: Node, schema: (name: string) => Node) => void
const setWhen =
  (value: Node): Set =>
  (_, schema) => {
    nodeAt(schema('Order'), 'properties')['when'] = value
  }
const same = (change: string, before: Node, after: Node, value: unknown): Row[] =>
  accepted(value, ...from(setWhen(before), row('patch', change, 'details', setWhen(after))))
const loosened = (
  bump: 'minor' | 'patch',
  change: string,
  before: Node,
  after: Node,
  value: unknown,
) => accepted(value, ...from(setWhen(before), row(bump, change, '`Order.when`', setWhen(after))))

const a = { type: 'object', properties: { a: { type: 'string' } }, required: ['a'] } as Node
const b = { type: 'object', properties: { b: { type: 'integer' } } } as Node
const both = {
  type: 'object',
  properties: { a: { type: 'string' }, b: { type: 'integer' } },
  required: ['a'],
} as Node

/** Changes that accept the same values as before, or more of them. */
export const rewriteRows: readonly Row[] = [
  ...loosened(
    'minor',
    'an object gets an alternative',
    a,
    { oneOf: [a, { type: 'object', properties: { c: { type: 'string' } }, required: ['c'] }] },
    { a: 'x' },
  ),
  ...same(
    'a schema with a default is wrapped in allOf',
    { type: 'string', default: 'now' },
    { allOf: [{ type: 'string', default: 'now' }] },
    'then',
  ),
  ...same('a schema is wrapped in allOf', a, { allOf: [a] }, { a: '1' }),
  ...same('a schema is wrapped in oneOf', a, { oneOf: [a] }, { a: '1' }),
  ...same('allOf of one is unwrapped', { allOf: [a] }, a, { a: '1' }),
  ...same('an enum of one becomes const', { enum: ['x'] }, { const: 'x' }, 'x'),
  ...same('const becomes an enum of one', { const: 'x' }, { enum: ['x'] }, 'x'),
  ...same(
    'a nullable type becomes anyOf',
    { type: ['string', 'null'] },
    { anyOf: [{ type: 'string' }, { type: 'null' }] },
    null,
  ),
  ...same(
    'anyOf becomes a nullable type',
    { anyOf: [{ type: 'string' }, { type: 'null' }] },
    { type: ['string', 'null'] },
    null,
  ),
  ...same('an object is split into allOf', both, { allOf: [a, b] }, { a: '1', b: 2 }),
  ...same('an allOf is flattened', { allOf: [a, b] }, both, { a: '1', b: 2 }),
  ...same(
    'an allOf gets a description',
    { allOf: [a, b] },
    { allOf: [a, { description: 'More.' }, b] },
    { a: '1' },
  ),
  ...from(
    (_, schema) => {
      nodeAt(schema('Order'), 'properties')['when'] = nodeAt(
        schema('Order'),
        'properties',
        'pay',
        'oneOf',
        0,
      )
    },
    ...accepted(
      { card: '1' },
      row('patch', 'a reference is wrapped in allOf', 'details', (_, schema) => {
        nodeAt(schema('Order'), 'properties')['when'] = {
          allOf: [nodeAt(schema('Order'), 'properties', 'when')],
        }
      }),
    ),
  ),
  ...loosened('minor', 'const becomes an enum', { const: 'x' }, { enum: ['x', 'y'] }, 'x'),
  ...loosened('minor', 'an enum is opened', { enum: ['x', 'y'] }, { type: 'string' }, 'x'),
  ...loosened(
    'patch',
    'a pattern accepts everything',
    { type: 'string', pattern: '^a' },
    { type: 'string', pattern: '.*' },
    'a',
  ),
  ...from(
    setWhen({ type: 'string', readOnly: true, maxLength: 40 }),
    // The input has no such property, so no call can exceed the bound.
    ...used(
      `(input: Api.OpInput): 'when' extends keyof typeof input.body ? never : true => true`,
      row(
        'patch',
        'a readOnly property of a request is bound',
        'details',
        setWhen({ type: 'string', readOnly: true, maxLength: 4 }),
      ),
    ),
  ),
  ...from(
    (_, schema) => {
      schema('Receipt')['additionalProperties'] = true
    },
    ...used(
      '(result: Api.OpResult): unknown => result.ok && result.data.color',
      row(
        'minor',
        'an open response describes one more property',
        '`Receipt.color` is new',
        (_, schema) => {
          nodeAt(schema('Receipt'), 'properties')['color'] = {
            type: 'string',
            description: 'A color.',
          }
        },
      ),
    ),
  ),
  ...sent(
    row(
      'patch',
      'a callback is added',
      'its callbacks changed, which no function receives',
      (op) => {
        op['callbacks'] = { done: { '{$request.query.url}': { post: { responses: {} } } } }
      },
    ),
  ),
  ...from(
    (op, _, item) => {
      op['parameters'] = undefined
      remove(op, 'parameters')
      item['path'] = String(item['path']).replace('/{id}', '')
    },
    ...used(
      "(client: Client) => Api.op(client, { body: { name: 'n', kind: 'a' } })",
      row('patch', 'an empty array of parameters is added', 'details', (op) => {
        op['parameters'] = []
      }),
    ),
  ),
  ...from(
    (op) => {
      parameter(op, 'limit')['required'] = true
      nodeAt(parameter(op, 'limit'), 'schema')['default'] = 10
    },
    ...sent(
      row('patch', 'the default of a required parameter changes', 'details', (op) => {
        nodeAt(parameters(op).find(({ name }) => name === 'limit') as Node, 'schema')['default'] =
          20
      }),
    ),
  ),
]
