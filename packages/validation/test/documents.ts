import { type Document, resolve, type Schema } from '@returning-kit/codegen/internal'
import fc from 'fast-check'

type Schemas = Readonly<Record<string, Schema>>

const formats: Readonly<Record<string, fc.Arbitrary<string>>> = {
  'date-time': fc
    .date({ noInvalidDate: true, min: new Date('0001-01-01'), max: new Date('9999-12-31') })
    .map((date) => date.toISOString()),
  date: fc
    .date({ noInvalidDate: true, min: new Date('0001-01-01'), max: new Date('9999-12-31') })
    .map((date) => date.toISOString().slice(0, 10)),
}

/** Generates documents that are valid or nearly valid for a schema; not every keyword has an arbitrary. */
export function documentsOf(
  document: Document,
  reference: Schema,
  depth = 0,
): fc.Arbitrary<unknown> {
  const schema = resolve<Schema>(document, reference)
  const of = (part: Schema) => documentsOf(document, part, depth + 1)
  const {
    enum: values,
    const: value,
    oneOf,
    anyOf,
    allOf,
    properties,
    items,
    additionalProperties,
  } = schema as Record<string, unknown>
  if (value !== undefined) return fc.constant(value)
  if (Array.isArray(values)) return fc.constantFrom(...values)
  const branches = (oneOf ?? anyOf) as Schema[] | undefined
  const parts = [
    ...((allOf as Schema[] | undefined) ?? []).map(of),
    ...(branches ? [fc.oneof(...branches.map(of))] : []),
  ]
  if (parts.length > 0) {
    const { oneOf: _one, anyOf: _any, allOf: _all, ...rest } = schema
    const whole = properties ? [...parts, of(rest)] : parts
    return fc
      .tuple(...whole)
      .map((all) => (all.every(isRecord) ? Object.assign({}, ...all) : all.at(-1)))
  }
  const types = [schema['type'] ?? (properties ? 'object' : [])].flat() as string[]
  if (types.length === 0) return fc.jsonValue({ maxDepth: 1 })
  return fc.oneof(
    ...types.map((type) =>
      ofType(
        type,
        schema,
        of,
        items as Schema,
        (properties ?? {}) as Schemas,
        additionalProperties,
      ),
    ),
  )
}

function ofType(
  type: string,
  schema: Schema,
  of: (part: Schema) => fc.Arbitrary<unknown>,
  items: Schema | undefined,
  properties: Schemas,
  additional: unknown,
): fc.Arbitrary<unknown> {
  const { minimum, maximum, minLength, maxLength, maxItems } = schema as Record<
    string,
    number | undefined
  >
  switch (type) {
    case 'null':
      return fc.constant(null)
    case 'boolean':
      return fc.boolean()
    case 'integer':
      return fc.integer({ min: minimum ?? -1000, max: maximum ?? 1_000_000 })
    case 'number':
      return fc.oneof(
        fc.integer({ min: minimum ?? -9, max: maximum ?? 99 }),
        fc.double({ noNaN: true, noDefaultInfinity: true }),
      )
    case 'array':
      return fc.array(items ? of(items) : fc.jsonValue({ maxDepth: 1 }), {
        maxLength: Math.min(maxItems ?? 3, 3),
      })
    case 'object': {
      const required = ((schema['required'] ?? []) as string[]).filter((name) => name in properties)
      const declared = fc.record(
        Object.fromEntries(Object.entries(properties).map(([name, part]) => [name, of(part)])),
        {
          requiredKeys: required,
        },
      )
      if (typeof additional !== 'object' || additional === null) return declared
      const names = fc.stringMatching(/^[a-z_-]{1,8}$/)
      return fc
        .tuple(declared, fc.dictionary(names, of(additional as Schema), { maxKeys: 3 }))
        .map(([properties, additionalProperties]) => ({ ...additionalProperties, ...properties }))
    }
    default: {
      const format = formats[String(schema['format'])]
      if (format) return format
      if (typeof schema['pattern'] === 'string')
        return fc.stringMatching(new RegExp(schema['pattern']))
      return fc.string({
        minLength: minLength ?? 0,
        maxLength: Math.min(maxLength ?? 12, 200),
        unit: 'grapheme',
      })
    }
  }
}

/** Generates documents with one part changed, most of them invalid. */
export function mutated(value: unknown): fc.Arbitrary<unknown> {
  const paths = pathsOf(value)
  return fc
    .tuple(fc.constantFrom(...paths), fc.nat(3), fc.oneof(...replacements))
    .map(([path, change, replacement]) => changed(value, path, { change, replacement }))
}

const replacements = [
  fc.jsonValue({ maxDepth: 1 }),
  fc.constantFrom(
    null,
    true,
    '',
    'x',
    -1,
    0,
    1.5,
    1e21,
    2 ** 53,
    [],
    {},
    [[]],
    '__proto__',
    'x'.repeat(300),
  ),
  fc.constantFrom(
    '2023-02-29T00:00:00Z',
    '2024-02-29 00:00:00z',
    '2016-12-31T23:59:60Z',
    '2016-12-31T22:59:60Z',
    '2023-12-01T24:00:00Z',
  ),
  fc.constantFrom(
    '2023-12-01T10:30:00',
    '2023-12-01T10:30:00+0130',
    '2023-12-01T10:30:00+25:00',
    '1900-02-29',
    '2000-02-29',
    '2023-13-01',
  ),
  fc.constantFrom(
    '0'.repeat(24),
    'g'.repeat(24),
    '0'.repeat(23),
    '01/02/2003',
    '1/2/2003',
    '😀',
    '\u{1d306}'.repeat(51),
  ),
]

type Path = readonly (string | number)[]

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function pathsOf(value: unknown, at: Path = []): Path[] {
  if (Array.isArray(value))
    return [at, ...value.flatMap((item, index) => pathsOf(item, [...at, index]))]
  if (!isRecord(value)) return [at]
  return [
    at,
    ...Object.entries(value).flatMap(([name, property]) => pathsOf(property, [...at, name])),
  ]
}

function changed(
  value: unknown,
  [name, ...rest]: Path,
  { change, replacement }: { change: number; replacement: unknown },
): unknown {
  if (name === undefined) {
    if (change === 1 && isRecord(value)) return { ...value, unexpected: replacement }
    return change === 2 && Array.isArray(value) ? [...value, replacement] : replacement
  }
  if (Array.isArray(value)) {
    return value.map((item, index) =>
      index === name ? changed(item, rest, { change, replacement }) : item,
    )
  }
  const { [name]: property, ...others } = value as Record<string | number, unknown>
  if (change === 3 && rest.length === 0) return others
  return { ...others, [name]: changed(property, rest, { change, replacement }) }
}
