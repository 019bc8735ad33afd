import { type Document, resolve, type Schema } from '../../openapi/document.ts'
import { Code } from '../print.ts'

const formats: Readonly<Record<string, string>> = {
  'date-time': '2026-01-31T12:00:00Z',
  date: '2026-01-31',
  email: 'jane@example.com',
  uri: 'https://example.com/',
  uuid: '00000000-0000-4000-8000-000000000000',
}

/** A small value of a schema: an example where it has one, else the least that its keywords ask for. */
export function sampleOf(document: Document, given: Schema | undefined, depth = 0): unknown {
  if (!given || depth > 8) return {}
  const schema = resolve<Schema>(document, given)
  const { example, examples, default: fallback, const: only, enum: choices, format } = schema
  if (format === 'binary') return new Code(`new Blob(['file'])`)
  const known = [
    example,
    Array.isArray(examples) ? examples[0] : undefined,
    only,
    Array.isArray(choices) ? choices[0] : undefined,
    fallback,
  ]
  const first = known.find((value) => value !== undefined)
  if (first !== undefined) return first
  const [alternative] = [schema['oneOf'] ?? schema['anyOf'] ?? []].flat() as Schema[]
  if (alternative) return sampleOf(document, alternative, depth + 1)
  const parts = (schema['allOf'] ?? []) as Schema[]
  if (parts.length === 1 || (parts.length > 0 && !schema['properties'])) {
    const values = parts.map((part) => sampleOf(document, part, depth + 1))
    return values.every((value) => typeof value === 'object')
      ? Object.assign({}, ...values)
      : values[0]
  }
  const [type] = [schema['type'] ?? (schema['properties'] ? 'object' : undefined)].flat()
  return plain(document, schema, type, depth)
}

function plain(document: Document, schema: Schema, type: unknown, depth: number): unknown {
  if (type === 'string')
    return formats[String(schema['format'])] ?? 'text'.padEnd(Number(schema['minLength'] ?? 0), 'x')
  if (type === 'integer' || type === 'number') return Number(schema['minimum'] ?? 1)
  if (type === 'boolean') return true
  if (type === 'null') return null
  if (type === 'array') {
    const item = () => sampleOf(document, schema['items'] as Schema | undefined, depth + 1)
    return Array.from({ length: Number(schema['minItems'] ?? 0) }, item)
  }
  const properties = (schema['properties'] ?? {}) as Record<string, Schema>
  const required = (Array.isArray(schema['required']) ? schema['required'] : []) as string[]
  return Object.fromEntries(
    required.map((name) => [name, sampleOf(document, properties[name], depth + 1)]),
  )
}
