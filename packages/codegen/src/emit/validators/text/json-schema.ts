import { schemaName } from '../../../openapi/document.ts'
import { pointerNames, pointerTo } from '../../../openapi/json-pointer.ts'
import { schemaMapKeywords } from '../../../openapi/keywords.ts'
import type { ValidatorEntry } from '../plan.ts'

type Named = ReadonlyMap<string, ValidatorEntry>

// Keywords that OpenAPI adds, or that repeat what users see elsewhere.
const omitted = new Set(['discriminator', 'example', 'examples', 'externalDocs', 'xml', 'summary'])
const data = new Set(['const', 'default', 'enum', 'required', 'dependentRequired'])
const maps = new Set<string>(schemaMapKeywords)

/**
 * Returns a schema of the contract as JSON Schema: without keywords of OpenAPI, with named schemas
 * in `$defs`.
 */
export function jsonSchemaOf(schema: unknown, named: Named): unknown {
  if (Array.isArray(schema)) return schema.map((one) => jsonSchemaOf(one, named))
  if (typeof schema !== 'object' || schema === null) return schema
  const entries = Object.entries(schema).flatMap(([keyword, value]): [string, unknown][] => {
    if (omitted.has(keyword) || keyword.startsWith('x-')) return []
    if (data.has(keyword)) return [[keyword, value]]
    if (keyword === '$ref') return [[keyword, definitionRef(String(value), named)]]
    return [
      [keyword, maps.has(keyword) ? eachJsonSchema(value, named) : jsonSchemaOf(value, named)],
    ]
  })
  return Object.fromEntries(entries)
}

function eachJsonSchema(schemas: unknown, named: Named): unknown {
  const entries = Object.entries((schemas ?? {}) as object)
  return Object.fromEntries(entries.map(([name, one]) => [name, jsonSchemaOf(one, named)]))
}

function definitionRef(ref: string, named: Named): string {
  const [root, kind, name = '', ...rest] = pointerNames(ref)
  const entry = root === 'components' && kind === 'schemas' ? named.get(name) : undefined
  return entry ? pointerTo('$defs', entry.name, ...rest) : ref
}

/** Returns the named schemas that a schema refers to directly. */
export function referencedNames(schema: unknown, named: Named): Set<ValidatorEntry> {
  const found = new Set<ValidatorEntry>()
  const visit = (node: unknown) => {
    if (typeof node !== 'object' || node === null) return
    const { $ref } = node as { $ref?: unknown }
    const name = typeof $ref === 'string' ? pointerNames($ref)[2] : undefined
    const entry = name === undefined ? undefined : named.get(name)
    if (entry) found.add(entry)
    for (const one of Object.values(node)) visit(one)
  }
  visit(schema)
  return found
}

/** Returns the named schema that a schema is a reference to. */
export function namedSchema(schema: unknown, named: Named): ValidatorEntry | undefined {
  const { $ref } = (schema ?? {}) as { $ref?: unknown }
  const name = typeof $ref === 'string' ? schemaName({ $ref }) : undefined
  return name === undefined ? undefined : named.get(name)
}
