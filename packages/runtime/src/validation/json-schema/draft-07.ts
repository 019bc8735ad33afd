/** A JSON Schema: an object of keywords. */
export type JsonSchemaObject = { readonly [keyword: string]: unknown }

const unsupported = [
  'unevaluatedItems',
  'unevaluatedProperties',
  '$dynamicRef',
  'minContains',
  'maxContains',
]
const dataKeywords = ['const', 'default', 'enum', 'examples', 'required']

/**
 * Returns a JSON Schema of draft 2020-12 in draft 7. Throws TypeError for a keyword that draft 7
 * cannot express.
 */
export function toDraft07(schema: JsonSchemaObject): Record<string, unknown> {
  return { $schema: 'http://json-schema.org/draft-07/schema#', ...convertObject(schema) }
}

function convert(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(convert)
  return typeof node === 'object' && node !== null ? convertObject(node as JsonSchemaObject) : node
}

function convertObject(schema: JsonSchemaObject): Record<string, unknown> {
  const converted: Record<string, unknown> = {}
  for (const [keyword, value] of Object.entries(schema)) {
    if (unsupported.includes(keyword)) {
      throw new TypeError(`JSON Schema draft 7 has no keyword for ${keyword}.`)
    }
    if (dataKeywords.includes(keyword)) converted[keyword] = value
    else if (keyword === '$defs') converted['definitions'] = convertEach(value)
    else if (keyword === 'properties' || keyword === 'patternProperties')
      converted[keyword] = convertEach(value)
    else if (keyword === 'prefixItems') converted['items'] = convert(value)
    else if (keyword === 'items')
      converted['prefixItems' in schema ? 'additionalItems' : 'items'] = convert(value)
    else if (keyword === 'dependentRequired' || keyword === 'dependentSchemas') {
      converted['dependencies'] = {
        ...(converted['dependencies'] as object),
        ...convertEach(value),
      }
    } else if (keyword === '$ref')
      converted['$ref'] = String(value).replace('#/$defs/', '#/definitions/')
    else converted[keyword] = convert(value)
  }
  return withoutReferenceSiblings(converted)
}

function convertEach(schemas: unknown): Record<string, unknown> {
  const entries = Object.entries(schemas as JsonSchemaObject)
  return Object.fromEntries(entries.map(([name, one]) => [name, convert(one)]))
}

// Draft 7 ignores keywords beside `$ref`.
function withoutReferenceSiblings(schema: Record<string, unknown>): Record<string, unknown> {
  const { $ref, ...others } = schema
  if ($ref === undefined || Object.keys(others).length === 0) return schema
  const { $schema, definitions, ...rest } = others
  return {
    ...($schema !== undefined && { $schema }),
    ...(definitions !== undefined && { definitions }),
    allOf: [{ $ref }, rest],
  }
}
