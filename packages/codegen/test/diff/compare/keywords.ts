import type { Bump } from '../../../src/diff/bump.ts'
import type { Node } from './contract.ts'
import { nodeAt, type Row, row } from './row.ts'

/** One change of a schema keyword, in a value that callers pass and in one that they read. */
export interface KeywordRow {
  name: string
  request: Row
  response: Row
}

type Value = Node[string] | (Node | number | string)[]
/** A keyword, its value before and after, and the expected bump in a request and in a response. */
type Change = [keyword: string, before: Value, after: Value, request: Bump, response: Bump]

const stringChanges: Change[] = [
  ['minLength', undefined, 3, 'major', 'patch'],
  ['minLength', 3, 1, 'patch', 'patch'],
  ['maxLength', 5, undefined, 'patch', 'patch'],
  ['pattern', undefined, '^a', 'major', 'patch'],
  ['pattern', '^a', '^b', 'major', 'patch'],
  ['pattern', '^a', undefined, 'patch', 'patch'],
  ['format', undefined, 'email', 'major', 'patch'],
  ['format', 'email', undefined, 'patch', 'patch'],
  ['format', undefined, 'binary', 'major', 'patch'],
  ['contentEncoding', undefined, 'base64', 'major', 'patch'],
  ['const', undefined, 'x', 'major', 'minor'],
  ['const', 'x', undefined, 'minor', 'major'],
  ['const', 'x', 'y', 'major', 'major'],
  ['enum', undefined, ['x'], 'major', 'minor'],
  ['enum', ['x', 'y'], ['x', 'z'], 'major', 'major'],
  ['not', undefined, { const: 'x' }, 'major', 'patch'],
  ['not', { const: 'x' }, undefined, 'patch', 'patch'],
  ['nullable', undefined, true, 'minor', 'major'],
  ['nullable', true, undefined, 'major', 'minor'],
]

const annotationChanges: Change[] = [
  ['enum', ['x', 'y'], ['y', 'x'], 'patch', 'patch'],
  ['title', undefined, 'T', 'patch', 'patch'],
  ['examples', undefined, ['T'], 'patch', 'patch'],
  ['default', undefined, 'x', 'minor', 'patch'],
  ['default', 'x', undefined, 'minor', 'patch'],
  ['default', 'x', 'y', 'minor', 'patch'],
  ['deprecated', undefined, true, 'minor', 'minor'],
  ['deprecated', true, undefined, 'patch', 'patch'],
  ['x-sensitive', undefined, true, 'patch', 'patch'],
  [
    'x-provenance',
    undefined,
    { status: 'partial', source: 'https://example.com', asOf: '2026-01-01' },
    'patch',
    'patch',
  ],
]

const numberChanges: Change[] = [
  ['minimum', undefined, 1, 'major', 'patch'],
  ['minimum', 3, 1, 'patch', 'patch'],
  ['exclusiveMinimum', 1, 2, 'major', 'patch'],
  ['exclusiveMaximum', 9, 10, 'patch', 'patch'],
  ['maximum', undefined, 9, 'major', 'patch'],
  ['multipleOf', undefined, 2, 'major', 'patch'],
  ['multipleOf', 4, 2, 'patch', 'patch'],
  ['multipleOf', 2, 4, 'major', 'patch'],
  ['type', 'number', 'integer', 'major', 'patch'],
  ['type', 'integer', 'number', 'patch', 'patch'],
  ['type', 'integer', ['integer', 'string'], 'minor', 'major'],
  ['type', 'integer', undefined, 'minor', 'major'],
  ['format', 'int32', 'int64', 'patch', 'patch'],
  ['format', 'int64', 'int32', 'major', 'patch'],
]

const arrayChanges: Change[] = [
  ['minItems', undefined, 1, 'major', 'patch'],
  ['maxItems', 5, 9, 'patch', 'patch'],
  ['uniqueItems', undefined, true, 'major', 'patch'],
  ['uniqueItems', true, undefined, 'patch', 'patch'],
  ['contains', undefined, { const: 'x' }, 'major', 'patch'],
  ['contains', { const: 'x' }, undefined, 'patch', 'patch'],
  ['items', { type: 'string' }, { type: 'integer' }, 'major', 'major'],
  ['items', { type: 'string' }, { type: ['string', 'null'] }, 'minor', 'major'],
  ['items', { type: 'string' }, { type: 'string', minLength: 2 }, 'major', 'patch'],
]

const properties: Node = { a: { type: 'string' }, b: { type: 'string' } }
const objectChanges: Change[] = [
  ['required', undefined, ['a'], 'major', 'minor'],
  ['required', ['a'], undefined, 'minor', 'major'],
  ['minProperties', undefined, 1, 'major', 'patch'],
  ['maxProperties', 1, 2, 'patch', 'patch'],
  ['additionalProperties', undefined, false, 'major', 'patch'],
  ['additionalProperties', undefined, true, 'minor', 'minor'],
  ['additionalProperties', true, false, 'major', 'major'],
  ['additionalProperties', { type: 'string' }, { type: ['string', 'null'] }, 'minor', 'major'],
  ['unevaluatedProperties', undefined, false, 'major', 'patch'],
  ['propertyNames', undefined, { pattern: '^[a-z]$' }, 'major', 'patch'],
  ['dependentRequired', undefined, { a: ['b'] } as unknown as Node, 'major', 'patch'],
  ['dependentRequired', { a: ['b'] } as unknown as Node, undefined, 'patch', 'patch'],
  ['dependentSchemas', undefined, { a: { required: ['b'] } }, 'major', 'patch'],
  ['not', undefined, { required: ['a', 'b'] }, 'major', 'patch'],
  ['properties', properties, { a: { type: 'string' } }, 'major', 'major'],
  ['properties', properties, { ...properties, c: { type: 'string' } }, 'minor', 'minor'],
]

function rowsOf(
  kind: string,
  schema: Node,
  changes: readonly Change[],
  validation?: Bump,
): KeywordRow[] {
  return changes.map(([keyword, before, after, request, response]) => {
    const name = `${kind}: ${keyword} ${JSON.stringify(before)} becomes ${JSON.stringify(after)}`
    const rowIn = (schemaName: string, bump: Bump): Row => {
      const set = (value: Value) => (_: Node, schemas: (name: string) => Node) => {
        nodeAt(schemas(schemaName), 'properties')['value'] = { ...schema, [keyword]: value as Node }
        if (value === undefined) delete nodeAt(schemas(schemaName), 'properties', 'value')[keyword]
      }
      return {
        ...row(bump, name, '', set(after)),
        from: set(before),
        validation: validation ?? bump,
      }
    }
    return { name, request: rowIn('Order', request), response: rowIn('Receipt', response) }
  })
}

/** Changes of the keywords of JSON Schema and OpenAPI, by type of value. */
export const keywordRows: readonly KeywordRow[] = [
  ...rowsOf('string', { type: 'string' }, stringChanges),
  ...rowsOf('annotation', { type: 'string' }, annotationChanges, 'none'),
  ...rowsOf('number', { type: 'integer' }, numberChanges),
  ...rowsOf('array', { type: 'array', items: { type: 'string' } }, arrayChanges),
  ...rowsOf('object', { type: 'object', properties }, objectChanges),
]
