import type { Node } from './contract.ts'
import {
  addItems,
  from,
  nodeAt,
  parameters,
  property,
  type Row,
  refused,
  remove,
  row,
  used,
} from './row.ts'

const card = (schema: (name: string) => Node) =>
  (property(schema('Order'), 'pay')['oneOf'] as Node[])[0] as Node
const textOrCard = (schema: (name: string) => Node): Node => {
  nodeAt(schema('Card'), 'properties')['owner'] = { type: 'string' }
  return { anyOf: [{ type: 'string' }, { ...card(schema) }] }
}
const loseMember = (_: Node, schema: (name: string) => Node) => {
  remove(nodeAt(schema('Card'), 'properties'), 'card')
  remove(schema('Card'), 'required')
}
const answer = 'if (!result.ok) return'
const call = '(client: Client) => Api.op(client, { id: "1", body'

/** Changes of one alternative among others. */
export const unionRows: readonly Row[] = [
  ...from(
    (_, schema) => {
      property(schema('Receipt'), 'by')['oneOf'] = undefined
      Object.assign(property(schema('Receipt'), 'by'), textOrCard(schema))
    },
    ...used(
      `(result: Api.OpResult) => { ${answer}; if (typeof result.data.by === 'object') result.data.by.card }`,
      row(
        'major',
        'an alternative beside a string loses a property',
        '`Card.card` was removed',
        loseMember,
      ),
    ),
  ),
  ...from(
    (_, schema) => {
      nodeAt(schema('Receipt'), 'properties', 'lines')['items'] = textOrCard(schema)
    },
    ...used(
      `(result: Api.OpResult) => { ${answer}; for (const line of result.data.lines ?? []) if (typeof line === 'object') line.card }`,
      row(
        'major',
        'an alternative of an item loses a property',
        '`Card.card` was removed',
        loseMember,
      ),
    ),
  ),
  ...from(
    (_, schema) => {
      property(schema('Receipt'), 'by')['oneOf'] = undefined
      Object.assign(property(schema('Receipt'), 'by'), {
        type: 'object',
        additionalProperties: textOrCard(schema),
      })
    },
    ...used(
      `(result: Api.OpResult) => { ${answer}; const one = result.data.by?.['x']; if (typeof one === 'object') one.card }`,
      row(
        'major',
        'an alternative of a map value loses a property',
        '`Card.card` was removed',
        loseMember,
      ),
    ),
  ),
  ...from(
    (_, schema) => {
      nodeAt(schema('Order'), 'properties')['when'] = textOrCard(schema)
    },
    ...used(
      `${call}: { name: "n", kind: "a", when: { card: "1" } } })`,
      row(
        'major',
        'an alternative of a request loses a property',
        '`Card.card` was removed',
        (op, schema) => {
          loseMember(op, schema)
          schema('Card')['additionalProperties'] = false
        },
      ),
    ),
  ),
  ...from(
    (op) => {
      const filter = {
        anyOf: [
          { type: 'string' },
          { type: 'object', properties: { from: { type: 'string' }, to: { type: 'string' } } },
        ],
      }
      parameters(op).push({
        name: 'filter',
        in: 'query',
        style: 'deepObject',
        explode: true,
        schema: filter,
      })
    },
    ...used(
      '(client: Client) => Api.op(client, { id: "1", filter: { from: "a", to: "b" }, body: { name: "n", kind: "a" } })',
      row(
        'major',
        'an alternative of a deepObject query loses a property',
        '`input.filter.to` was removed',
        (op) => {
          const filter = parameters(op).find(({ name }) => name === 'filter') as Node
          remove(nodeAt(filter, 'schema', 'anyOf', 1, 'properties'), 'to')
        },
      ),
    ),
  ),
  ...used(
    `${call}: { name: "n", kind: "a", pay: { iban: "1", bic: "2" } } })`,
    ...from(
      (_, schema) => {
        nodeAt(schema('Bank'), 'properties')['bic'] = { type: 'string' }
      },
      row(
        'major',
        'an alternative is added and another one loses a property',
        '`Bank.bic` was removed',
        (_, schema) => {
          addItems(property(schema('Order'), 'pay'), 'oneOf', { type: 'string' })
          remove(nodeAt(schema('Bank'), 'properties'), 'bic')
        },
      ),
    ),
  ),
]

const tags = (keywords: Node): Node => ({ type: 'array', contains: { const: 'x' }, ...keywords })
const object = (keywords: Node): Node => ({ type: 'object', properties: {}, ...keywords })

function tightened(
  change: string,
  before: Node,
  after: Node,
  value: unknown,
  message: string,
): Row[] {
  const set = (schema: Node) => (_: Node, schemas: (name: string) => Node) => {
    nodeAt(schemas('Order'), 'properties')['responses'] = schema
  }
  return refused(value, ...from(set(before), row('major', change, message, set(after))))
}

const ab: Node = { a: { type: 'string' }, b: { type: 'string' } }

/** Bounds of requests that types do not show. The property is called like a part of OpenAPI. */
export const tightenedRows: readonly Row[] = [
  ...tightened(
    'an object becomes alternatives that it satisfies',
    object({ properties: ab, required: ['a', 'b'] }),
    {
      oneOf: [
        object({ properties: ab, required: ['a'] }),
        object({ properties: ab, required: ['b'] }),
      ],
    },
    { a: 'x', b: 'x' },
    'exactly one alternative of the new `oneOf`',
  ),
  ...tightened(
    'minContains rises',
    tags({ minContains: 1 }),
    tags({ minContains: 2 }),
    ['x'],
    'it rose from 1 to 2',
  ),
  ...tightened(
    'maxContains falls',
    tags({ maxContains: 3 }),
    tags({ maxContains: 1 }),
    ['x', 'x'],
    'it fell from 3 to 1',
  ),
  ...tightened(
    'dependentRequired is added',
    object({}),
    object({ dependentRequired: { a: ['b'] } as unknown as Node }),
    { a: 1 },
    '`a` requires `b`',
  ),
  ...tightened(
    'a property by pattern is restricted',
    object({ patternProperties: { '^x': { type: 'string' } } }),
    object({ patternProperties: { '^x': { type: 'string', maxLength: 1 } } }),
    { xy: 'ab' },
    '`maxLength` 1',
  ),
  ...tightened(
    'a property named responses is bound',
    { type: 'string', maxLength: 40 },
    { type: 'string', maxLength: 1 },
    'ab',
    'it fell from 40 to 1',
  ),
  ...tightened(
    'a string becomes a constant beside a bounded string',
    { anyOf: [{ type: 'string' }, { type: 'string', maxLength: 1 }] },
    { anyOf: [{ const: 'x' }, { type: 'string', maxLength: 1 }] },
    'ab',
    'is no longer any `string`',
  ),
]
