import type { Diagnostic } from '../../openapi/diagnostic.ts'
import { type Document, type Schema, schemaName } from '../../openapi/document.ts'
import { mayUse } from '../../openapi/features.ts'
import { isRecord } from '../../openapi/is-record.ts'
import { escapePointer, pointerNames, pointerTo, valueAt } from '../../openapi/json-pointer.ts'
import { dataKeywords } from '../../openapi/keywords.ts'

const remedy = 'types.gen.ts does not compile there; the functions and their types do'

/**
 * Returns where the types of openapi-typescript do not compile. It is final, so they are written as
 * it writes them.
 */
export function wrongTypes(document: Document): Diagnostic[] {
  const inner = mayUse(document, 'innerReferences') ? [...innerReferences(document, '#')] : []
  return [
    ...cycles(document),
    ...inner.flatMap(({ ref, pointer }) => wrongIndex(document, ref, pointer)),
  ]
}

const data = new Set<string>([...dataKeywords, 'default', 'example', 'examples'])

interface LocatedReference {
  readonly ref: string
  readonly pointer: string
}

function* innerReferences(node: unknown, pointer: string): Generator<LocatedReference> {
  if (typeof node !== 'object' || node === null) return
  const { $ref } = node as { $ref?: unknown }
  if (typeof $ref === 'string' && /^#\/components\/schemas\/[^/]+\/./.test($ref)) {
    yield { ref: $ref, pointer }
  }
  for (const [key, value] of Object.entries(node)) {
    if (data.has(key) || key.startsWith('x-')) continue
    yield* innerReferences(value, `${pointer}/${escapePointer(key)}`)
  }
}

// openapi-typescript indexes the type of the component by the names of the pointer.
function wrongIndex(document: Document, ref: string, pointer: string): Diagnostic[] {
  const [, , component = '', ...names] = pointerNames(ref)
  let schema = document.components?.schemas?.[component]
  for (let at = 0; at < names.length; at += 2) {
    const [keyword, name = ''] = names.slice(at, at + 2)
    const isLast = at + 2 >= names.length
    const isProperty = keyword === 'properties' || keyword === '$defs'
    if (!isProperty && !(isLast && keyword === 'additionalProperties')) {
      return [{ message: `the reference ${ref} leads through \`${keyword}\`; ${remedy}`, pointer }]
    }
    const required = schema?.['required']
    const isPresent = keyword === '$defs' || (Array.isArray(required) && required.includes(name))
    if (!isLast && !isPresent) {
      const message = `the reference ${ref} leads through the optional property ${name}; ${remedy}`
      return [{ message, pointer }]
    }
    schema = valueAt(schema, [keyword ?? '', name]) as Schema | undefined
  }
  return []
}

// A component that is itself, through references and combinations alone.
function cycles(document: Document): Diagnostic[] {
  const schemas = document.components?.schemas ?? {}
  return Object.keys(schemas).flatMap((name) => {
    const reached = new Set(directNames(schemas[name]))
    for (const next of reached) for (const one of directNames(schemas[next])) reached.add(one)
    if (!reached.has(name)) return []
    const message = `the schema ${name} leads to itself; ${remedy}`
    return [{ message, pointer: pointerTo('components', 'schemas', name) }]
  })
}

function directNames(schema: unknown): string[] {
  if (!isRecord(schema)) return []
  const own = schemaName({ $ref: String(schema['$ref']).split('/').slice(0, 4).join('/') })
  const parts = ['allOf', 'anyOf', 'oneOf'].flatMap((key) => schema[key] ?? [])
  return [...(own === undefined ? [] : [own]), ...parts.flatMap(directNames)]
}
