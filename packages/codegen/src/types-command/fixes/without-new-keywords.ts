import type { OpenAPI3 } from 'openapi-typescript'
import { isRecord } from '../../openapi/is-record.ts'
import { valueAt } from '../../openapi/json-pointer.ts'

type Json = Record<string, unknown>

/**
 * Returns a document of OpenAPI 3.2 with what openapi-typescript knows: an `itemSchema` is a schema
 * of an array, a `querystring` is its parameters, a media type is in its place.
 */
export function withoutNewKeywords(document: OpenAPI3): OpenAPI3 {
  const visit = (node: unknown): unknown => {
    if (Array.isArray(node)) return node.map(visit)
    if (!isRecord(node)) return node
    const entries = Object.entries(node).map(([key, value]) => {
      // Names of schemas, properties and examples are no keywords.
      if (/^(schemas?|itemSchema|examples?|x-.*)$/.test(key)) return [key, value]
      if (key === 'content' && isRecord(value)) return [key, visit(contentOf(document, value))]
      if (key === 'parameters' && Array.isArray(value)) {
        return [key, visit(value.flatMap((one) => parametersOf(document, one)))]
      }
      return [key, visit(value)]
    })
    return Object.fromEntries(entries)
  }
  return visit(document) as OpenAPI3
}

const resolved = (document: OpenAPI3, node: unknown): unknown =>
  isRecord(node) && typeof node['$ref'] === 'string' ? valueAt(document, node['$ref']) : node

function contentOf(document: OpenAPI3, content: Json): Json {
  const entries = Object.entries(content).map(([name, node]) => {
    const media = resolved(document, node)
    if (!isRecord(media) || media['schema'] || !media['itemSchema']) return [name, media]
    const { itemSchema, ...rest } = media
    return [name, { ...rest, schema: { type: 'array', items: itemSchema } }]
  })
  return Object.fromEntries(entries)
}

// The whole query as one object has a parameter for each property.
function parametersOf(document: OpenAPI3, node: unknown): unknown[] {
  const parameter = resolved(document, node)
  if (!isRecord(parameter) || parameter['in'] !== 'querystring') return [node]
  const [media] = Object.values(contentOf(document, (parameter['content'] ?? {}) as Json))
  const schema = resolved(document, (media as Json | undefined)?.['schema']) as Json | undefined
  const required = (schema?.['required'] ?? []) as string[]
  return Object.entries((schema?.['properties'] ?? {}) as Json).map(([name, property]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema: property,
  }))
}
