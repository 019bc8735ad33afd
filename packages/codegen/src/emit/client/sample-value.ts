import { type Document, resolve, type Schema } from '../../openapi/document.ts'
import { Code } from '../print.ts'

const formatSamples: Readonly<Record<string, string>> = {
  'date-time': '2026-01-31T12:00:00Z',
  date: '2026-01-31',
  email: 'jane@example.com',
  uri: 'https://example.com/',
  uuid: '00000000-0000-4000-8000-000000000000',
}

/**
 * Returns a small value of a schema: its example, else a value with what its keywords require.
 */
export function sampleValue(document: Document, node: Schema | undefined, depth = 0): unknown {
  if (!node || depth > 8) return {}
  const schema = resolve<Schema>(document, node)
  if (schema['format'] === 'binary') return new Code(`new Blob(['file'])`)
  const declared = declaredValue(schema)
  if (declared !== undefined) return declared
  const [alternative] = [schema['oneOf'] ?? schema['anyOf'] ?? []].flat() as Schema[]
  if (alternative) return sampleValue(document, alternative, depth + 1)
  const parts = (schema['allOf'] ?? []) as Schema[]
  if (parts.length === 1 || (parts.length > 0 && !schema['properties'])) {
    const values = parts.map((part) => sampleValue(document, part, depth + 1))
    return values.every((value) => typeof value === 'object')
      ? Object.assign({}, ...values)
      : values[0]
  }
  return sampleOfType(document, schema, depth)
}

function declaredValue(schema: Schema): unknown {
  const { example, examples, default: fallback, const: constant, enum: values } = schema
  const candidates = [
    example,
    Array.isArray(examples) ? examples[0] : undefined,
    constant,
    Array.isArray(values) ? values[0] : undefined,
    fallback,
  ]
  return candidates.find((value) => value !== undefined)
}

function sampleOfType(document: Document, schema: Schema, depth: number): unknown {
  const [type] = [schema['type'] ?? (schema['properties'] ? 'object' : undefined)].flat()
  switch (type) {
    case 'string': {
      const minLength = Number(schema['minLength'] ?? 0)
      return formatSamples[String(schema['format'])] ?? 'text'.padEnd(minLength, 'x')
    }
    case 'integer':
    case 'number':
      return Number(schema['minimum'] ?? 1)
    case 'boolean':
      return true
    case 'null':
      return null
    case 'array': {
      const items = schema['items'] as Schema | undefined
      // One item shows what belongs there. A recursive schema would go on.
      const length = Number(schema['minItems'] ?? (items && depth < 4 ? 1 : 0))
      return Array.from({ length }, () => sampleValue(document, items, depth + 1))
    }
    default: {
      const properties = (schema['properties'] ?? {}) as Record<string, Schema>
      const required = (Array.isArray(schema['required']) ? schema['required'] : []) as string[]
      return Object.fromEntries(
        required.map((name) => [name, sampleValue(document, properties[name], depth + 1)]),
      )
    }
  }
}
