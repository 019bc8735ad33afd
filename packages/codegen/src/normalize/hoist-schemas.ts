import { type Document, unescapePointer } from '../openapi/document.ts'
import { NameAllocator } from '../openapi/identifiers.ts'
import { cachedStringify } from '../openapi/stringify.ts'

const intoOperations =
  /"\$ref":"(#\/(?:paths|components\/(?!schemas\/))[^"]*\/schema(?:\/[^"]*)?)"/g

/**
 * Gives a name to each schema that others refer to where it stands in an operation: a type can be reached there only
 * through members that may be missing.
 */
export function hoistSchemas(document: Document): Document {
  const text = cachedStringify(document)
  const refs = new Set(
    [...text.matchAll(intoOperations)].map(([, ref]) => JSON.parse(`"${ref}"`) as string),
  )
  if (refs.size === 0) return document
  const names = new NameAllocator(Object.keys(document.components?.schemas ?? {}))
  const hoisted = new Map<string, string>()
  const schemas: Record<string, unknown> = {}
  for (const ref of refs) {
    const parts = ref.slice(2).split('/').map(unescapePointer)
    const schema = parts.reduce<unknown>(
      (node, part) => (node as Record<string, unknown> | undefined)?.[part],
      document,
    )
    if (schema === undefined) continue
    const name = names.allocate(
      parts
        .filter((part) => /^[\w-]+$/.test(part))
        .slice(-3)
        .join('-'),
    )
    schemas[name] = schema
    hoisted.set(ref, `#/components/schemas/${name}`)
  }
  const { components } = document
  const whole = {
    ...document,
    components: { ...components, schemas: { ...components?.schemas, ...schemas } },
  }
  const renamed = (key: string, value: unknown) =>
    key === '$ref' ? (hoisted.get(String(value)) ?? value) : value
  return JSON.parse(JSON.stringify(whole, renamed)) as Document
}
