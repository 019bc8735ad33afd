import { isObject } from '../validation/values.ts'
import {
  type Alternative,
  childPointer,
  type Member,
  type ResolvedSchema,
  type Site,
} from './position.ts'

/** Returns what alternatives declare about a property. */
export function memberOf(alternatives: readonly Alternative[], name: string): Member {
  const declarations = alternatives.map((schemas) => schemas.map((one) => sitesOf(one, name)))
  const named = declarations.map((schemas) => schemas.flatMap((one) => one.named))
  const entries = declarations.map((schemas) => schemas.flatMap((one) => one.entries))
  const isDeclared = named.some((sites) => sites.length > 0)
  const sites = isDeclared
    ? named.map((properties, index) => [...properties, ...(entries[index] ?? [])])
    : entries
  const position = sites.filter((alternative) => alternative.length > 0)
  return {
    position,
    isDeclared,
    isEntry: !isDeclared && position.length > 0,
    isForbidden:
      declarations.length > 0 &&
      declarations.every((schemas) => schemas.some(({ isClosed }) => isClosed)),
  }
}

function sitesOf({ schema, pointer }: ResolvedSchema, name: string) {
  const named: Site[] = []
  const entries: Site[] = []
  const { properties, patternProperties, additionalProperties: rest } = schema
  if (isObject(properties) && Object.hasOwn(properties, name)) {
    named.push({ schema: properties[name], pointer: childPointer(pointer, 'properties', name) })
  }
  for (const [pattern, inner] of Object.entries(
    isObject(patternProperties) ? patternProperties : {},
  )) {
    if (!matches(pattern, name)) continue
    entries.push({ schema: inner, pointer: childPointer(pointer, 'patternProperties', pattern) })
  }
  const isRest = named.length + entries.length === 0
  if (isRest && isObject(rest) && Object.keys(rest).length > 0) {
    entries.push({ schema: rest, pointer: childPointer(pointer, 'additionalProperties') })
  }
  const isClosed = isRest && (rest === false || schema['unevaluatedProperties'] === false)
  return { named, entries, isClosed }
}

function matches(pattern: string, name: string): boolean {
  try {
    return new RegExp(pattern, 'u').test(name)
  } catch {
    return false
  }
}

/**
 * Returns the schemas of the items of an array. Items of the prefix and of the rest
 * have the same schemas here, because shapes merge the items.
 */
export function itemSites(schemas: Alternative): Site[][] {
  const sitesOfSchemas = schemas.flatMap(({ schema, pointer }) => {
    const prefix = Array.isArray(schema['prefixItems']) ? schema['prefixItems'] : []
    const sites = prefix.map((item, index) => [
      { schema: item as unknown, pointer: childPointer(pointer, 'prefixItems', index) },
    ])
    const { items } = schema
    if (items !== undefined)
      sites.push([{ schema: items, pointer: childPointer(pointer, 'items') }])
    return sites.length > 0 ? [sites] : []
  })
  return sitesOfSchemas.reduce<Site[][]>(
    (all, sites) =>
      all.length === 0 ? sites : all.flatMap((one) => sites.map((s) => [...one, ...s])),
    [],
  )
}

/**
 * Returns the schemas of the entries of a map: those of every `patternProperties` and of the rest.
 */
export function entrySites(schemas: Alternative): Site[][] {
  return schemas.flatMap(({ schema, pointer }) => {
    const { patternProperties, additionalProperties: rest } = schema
    const sites = Object.entries(isObject(patternProperties) ? patternProperties : {}).map(
      ([pattern, inner]) => [
        { schema: inner, pointer: childPointer(pointer, 'patternProperties', pattern) },
      ],
    )
    if (!isObject(rest) || Object.keys(rest).length === 0) return sites
    return [...sites, [{ schema: rest, pointer: childPointer(pointer, 'additionalProperties') }]]
  })
}
