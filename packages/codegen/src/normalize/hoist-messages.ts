import { type Document, type MediaType, type Schema, schemaPointer } from '../openapi/document.ts'
import { hasStructure } from '../openapi/has-structure.ts'
import { identifier, NameAllocator, pascal } from '../openapi/identifiers.ts'

const suffixes = { requestBodies: 'Body', responses: 'Response' } as const

/**
 * Moves the schema of each shared response and request body to `components/schemas`, under the name
 * of the response or body. Otherwise each operation that uses it would declare a type of its own.
 */
export function hoistMessages(document: Document): Document {
  const { schemas = {} } = document.components ?? {}
  const names = new NameAllocator(Object.keys(schemas))
  const hoisted: Record<string, Schema> = {}
  const hoist = (schema: Schema, component: string, suffix: string): Schema => {
    const name = pascal(identifier(component))
    const allocated = names.allocate(Object.hasOwn(schemas, name) ? `${name}${suffix}` : name)
    hoisted[allocated] = schema
    return { $ref: schemaPointer(allocated) }
  }
  const kinds = Object.entries(suffixes).map(([kind, suffix]) => {
    const messages = document.components?.[kind]
    return [kind, messages && mapMessages(messages, (schema, name) => hoist(schema, name, suffix))]
  })
  if (Object.keys(hoisted).length === 0) return document
  const components = Object.fromEntries(kinds.filter(([, messages]) => messages))
  return {
    ...document,
    components: { ...document.components, ...components, schemas: { ...schemas, ...hoisted } },
  }
}

function mapMessages(
  messages: Readonly<Record<string, unknown>>,
  change: (schema: Schema, name: string) => Schema,
): Record<string, unknown> {
  return mapEntries(messages, (message, name) => {
    const { content } = Object(message) as { content?: Record<string, MediaType> }
    if (!content) return message
    const media = mapEntries(content, (one) =>
      hasStructure(one.schema) ? { ...one, schema: change(one.schema, name) } : one,
    )
    return { ...(message as object), content: media }
  })
}

function mapEntries<T, R>(
  record: Readonly<Record<string, T>>,
  change: (value: T, name: string) => R,
): Record<string, R> {
  return Object.fromEntries(
    Object.entries(record).map(([name, value]) => [name, change(value, name)]),
  )
}
