import { expect, it } from 'vitest'
import type { SchemaOf } from '../../src/scenario/schema-of.ts'

interface Options {
  readonly latency?: number
  readonly names?: readonly string[]
  readonly disconnect?: 'before' | 'during'
  readonly times?: number | 'always'
  readonly headers?: Readonly<Record<string, string>>
  readonly nested?: { readonly uses?: number }
  readonly strict?: boolean
  readonly body?: unknown
}

const latency = { type: 'number' } as const
const names = { type: 'array', items: { type: 'string' } } as const
const disconnect = { enum: ['before', 'during'] } as const
const times = { anyOf: [{ type: 'integer' }, { const: 'always' }] } as const
const headers = { type: 'object', additionalProperties: { type: 'string' } } as const
const nested = {
  type: 'object',
  additionalProperties: false,
  properties: { uses: { type: 'integer' } },
} as const
const strict = { type: 'boolean' } as const
const properties = {
  latency,
  names,
  disconnect,
  times,
  headers,
  nested,
  strict,
  body: true,
} as const
const object = { type: 'object', additionalProperties: false } as const

it('accepts a schema with the properties of the type', () => {
  const schema = { ...object, properties } satisfies SchemaOf<Options>
  expect(Object.keys(schema.properties)).toEqual(Object.keys(properties))
})

it('does not compile for a schema that differs from the type', () => {
  const { latency: _, ...withoutLatency } = properties
  const differing: SchemaOf<Options>[] = [
    // @ts-expect-error a property of the type is missing
    { ...object, properties: withoutLatency },
    // @ts-expect-error the type does not have this property
    { ...object, properties: { ...properties, extra: { type: 'string' } } },
    // @ts-expect-error a nested property of the type is missing
    { ...object, properties: { ...properties, nested: { ...nested, properties: {} } } },
    {
      ...object,
      properties: {
        ...properties,
        // @ts-expect-error the nested type does not have this property
        nested: { ...nested, properties: { uses: { type: 'integer' }, extra: latency } },
      },
    },
    // @ts-expect-error the property is a number
    { ...object, properties: { ...properties, latency: { type: 'string' } } },
    // @ts-expect-error the property is not this string
    { ...object, properties: { ...properties, disconnect: { enum: ['after'] } } },
    // @ts-expect-error the items are strings
    { ...object, properties: { ...properties, names: { type: 'array', items: latency } } },
    // @ts-expect-error the property can also be 'always'
    { ...object, properties: { ...properties, times: { anyOf: [{ type: 'integer' }] } } },
  ]
  expect(differing).toHaveLength(8)
})
