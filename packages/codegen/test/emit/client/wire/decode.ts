import type { Parameter, Schema } from '../../../../src/openapi/document.ts'

// Reads requests by the text of OpenAPI, apart from the code that writes them.
// https://spec.openapis.org/oas/v3.1.1.html#style-values

type Pair = readonly [name: string, value: string]

const percentDecoded = (text: string) => decodeURIComponent(text)
const formDecoded = (text: string) => decodeURIComponent(text.replaceAll('+', ' '))

/** Returns the undecoded pairs of a query or of a form. */
export function pairsOf(text: string): Pair[] {
  return text
    .split('&')
    .filter(Boolean)
    .map((pair) => [pair.replace(/=.*$/s, ''), pair.replace(/^[^=]*=?/s, '')] as const)
}

/** Returns a single value of the type of its schema. What is inside of it has no other notation than JSON. */
export function scalarOf(schema: Schema, text: string | undefined): unknown {
  if (text === undefined || schema['type'] === 'string') return text
  if (schema['type'] === 'object' || schema['type'] === 'array') return JSON.parse(text)
  return schema['type'] === 'number' ? Number(text) : text === 'true'
}

const propertiesOf = (schema: Schema) =>
  Object.entries((schema['properties'] ?? {}) as Record<string, Schema>)

/** Returns what separators separate: the items of an array, or the names and values of an object. */
export function delimitedOf(
  schema: Schema,
  parts: string[],
  explode: boolean,
  decoded = percentDecoded,
) {
  if (schema['type'] === 'array') {
    return parts.map((part) => scalarOf(schema['items'] as Schema, decoded(part)))
  }
  if (schema['type'] !== 'object') return scalarOf(schema, decoded(parts.join(',')))
  const flat = explode ? parts.flatMap((part) => part.split('=')) : parts
  const names = flat.filter((_, index) => index % 2 === 0).map(decoded)
  return Object.fromEntries(
    propertiesOf(schema).map(([name, property]) => {
      const value = flat[names.indexOf(name) * 2 + 1]
      return [name, scalarOf(property, value === undefined ? undefined : decoded(value))]
    }),
  )
}

/** Returns a value in bracket notation. */
export function bracketsOf(
  schema: Schema,
  key: string,
  pairs: readonly Pair[],
  form = false,
): unknown {
  const decoded = form ? formDecoded : percentDecoded
  const path = (name: string) => name.split('[').map((part) => decoded(part.replace(/\]$/, '')))
  const all = pairs.map(([name, value]) => ({ path: path(name), value: decoded(value) }))
  const read = (node: Schema, at: readonly string[]): unknown => {
    const isAt = (other: readonly string[], exact: boolean) =>
      at.every((part, index) => other[index] === part) && (!exact || other.length === at.length)
    if (node['type'] === 'object') {
      return Object.fromEntries(
        propertiesOf(node).map(([name, property]) => [name, read(property, [...at, name])]),
      )
    }
    if (node['type'] !== 'array') {
      return scalarOf(node, all.find((pair) => isAt(pair.path, true))?.value)
    }
    const items = node['items'] as Schema
    if (items['type'] === 'array' || items['type'] === 'object') {
      const count = new Set(
        all.filter((pair) => isAt(pair.path, false)).map((pair) => pair.path[at.length]),
      )
      return [...count].map((index) => read(items, [...at, `${index}`]))
    }
    const isItem = ({ path }: { path: string[] }) =>
      isAt(path, true) || (isAt(path, false) && path.length === at.length + 1 && path.at(-1) === '')
    return all.filter(isItem).map(({ value }) => scalarOf(items, value))
  }
  return read(schema, [key])
}

/** Returns a parameter of a query, or a property of a form. */
export function queryOf(
  { name, schema = {}, content, style = 'form', explode = style === 'form' }: Omit<Parameter, 'in'>,
  pairs: readonly Pair[],
  form = false,
): unknown {
  const decoded = form ? formDecoded : percentDecoded
  const own = pairs.filter(([key]) => decoded(key) === name).map(([, value]) => value)
  if (content) return JSON.parse(decoded(own[0] ?? ''))
  if (style === 'deepObject') return bracketsOf(schema, name, pairs, form)
  if (explode && schema['type'] === 'object') {
    return Object.fromEntries(
      propertiesOf(schema).map(([key, property]) => [key, bracketsOf(property, key, pairs, form)]),
    )
  }
  if (explode || schema['type'] === 'string') return bracketsOf(schema, name, pairs, form)
  const separators: Readonly<Record<string, RegExp>> = {
    spaceDelimited: /%20|\+/,
    pipeDelimited: /\|/,
  }
  const parts = (own[0] ?? '').split(separators[style] ?? ',')
  return delimitedOf(schema, parts, false, decoded)
}

/** Returns a parameter in the path. */
export function pathOf(parameter: Parameter, segment: string): unknown {
  const { name, schema = {}, content, style = 'simple', explode = false } = parameter
  if (content) return JSON.parse(percentDecoded(segment))
  if (style === 'label')
    return delimitedOf(schema, segment.slice(1).split(explode ? '.' : ','), explode)
  if (style === 'simple') return delimitedOf(schema, segment.split(','), explode)
  const parts = segment.slice(1).split(';')
  if (!explode) {
    return delimitedOf(schema, segment.slice(name.length + 2).split(','), false)
  }
  if (schema['type'] === 'object') return delimitedOf(schema, parts, true)
  return delimitedOf(
    schema,
    parts.map((part) => part.slice(name.length + 1)),
    true,
  )
}

/** Returns a header; its values are not encoded. */
export function headerOf(
  { schema = {}, content, explode = false }: Parameter,
  value: string,
): unknown {
  if (content) return JSON.parse(value)
  const { type } = (schema['items'] ?? {}) as Schema
  if (type === 'object' || type === 'array') return JSON.parse(`[${value}]`)
  return delimitedOf(schema, value.split(','), explode, (text) => text)
}

/** Returns a cookie. */
export function cookieOf(parameter: Parameter, header: string): unknown {
  const { name, schema = {}, content, explode = true } = parameter
  const pairs = header.split('; ').map((pair): Pair => {
    return [pair.replace(/=.*$/s, ''), pair.replace(/^[^=]*=/s, '')]
  })
  const own = pairs.filter(([key]) => key === name).map(([, value]) => value)
  if (content) return JSON.parse(percentDecoded(own[0] ?? ''))
  if (!explode || !['array', 'object'].includes(`${schema['type']}`)) {
    return delimitedOf(schema, (own[0] ?? '').split(','), false)
  }
  if (schema['type'] === 'array') return delimitedOf(schema, own, true)
  const properties = pairs.map((pair) => pair.join('='))
  return delimitedOf(schema, properties, true)
}
