import { type Document, schemaPointer } from '../openapi/document.ts'
import { NameAllocator } from '../openapi/identifiers.ts'
import { pointerNames, valueAt } from '../openapi/json-pointer.ts'
import { cachedStringify } from '../openapi/stringify.ts'

// References to a schema inside an operation or a component that is not a schema. Searched in the
// JSON, as in openapi/features.ts. A match inside an example adds a schema that is not used. A name
// may have an escaped quote.
const refsIntoOperations =
  /"\$ref":("#\/(?:paths|webhooks|components\/(?!schemas\/))(?:[^"\\]|\\.)*\/(?:schema|itemSchema)(?:\/(?:[^"\\]|\\.)*)?")/g

// References to a part of a component schema.
const refsIntoSchemas = /"\$ref":("#\/components\/schemas\/(?:[^/"\\]|\\.)+\/(?:[^"\\]|\\.)+")/g

/**
 * Copies each schema inside an operation that is referenced to a component of its own. TypeScript
 * could reach its type only through properties that may be undefined.
 */
export function hoistSchemas(document: Document): Document {
  return hoistMatches(document, refsIntoOperations)
}

/**
 * Copies each referenced part of a component schema to a component of its own. openapi-typescript
 * reads the names of such a pointer as properties of the component's type, which has no `allOf` or
 * `items`.
 */
export function hoistSchemaParts(document: Document): Document {
  return hoistMatches(document, refsIntoSchemas)
}

function hoistMatches(document: Document, pattern: RegExp): Document {
  const matches = cachedStringify(document).matchAll(pattern)
  const refs = new Set([...matches].map(([, ref = '""']) => JSON.parse(ref) as string))
  if (refs.size === 0) return document
  const names = new NameAllocator(Object.keys(document.components?.schemas ?? {}))
  const hoistedRefs = new Map<string, string>()
  const schemas: Record<string, unknown> = {}
  for (const ref of refs) {
    const path = pointerNames(ref)
    const schema = valueAt(document, path)
    if (schema === undefined) continue
    const words = path.filter((name) => /^[\w-]+$/.test(name))
    const name = names.allocate(words.slice(-3).join('-'))
    schemas[name] = schema
    hoistedRefs.set(ref, schemaPointer(name))
  }
  const { components } = document
  const hoisted = {
    ...document,
    components: { ...components, schemas: { ...components?.schemas, ...schemas } },
  }
  const replaceRef = (key: string, value: unknown) =>
    key === '$ref' ? (hoistedRefs.get(String(value)) ?? value) : value
  return JSON.parse(JSON.stringify(hoisted, replaceRef)) as Document
}
