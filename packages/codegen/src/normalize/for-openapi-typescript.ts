import {
  type Document,
  type Parameter,
  type PathItem,
  type Reference,
  resolve,
  type Schema,
} from '../openapi/document.ts'
import { mayUse } from '../openapi/features.ts'
import { valueAt } from '../openapi/json-pointer.ts'
import { typeKeywords } from '../openapi/keywords.ts'
import { mapAllSchemas } from '../openapi/map-schema.ts'
import { mapOperations } from '../openapi/path-item.ts'

/** Returns a document without the constructs that openapi-typescript cannot read or translates into wrong types. */
export function normalizeForOpenapiTypescript(document: Document): Document {
  const changes = [
    ...(mayUse(document, 'schemaIds') ? [removeReferencesToIds(document)] : []),
    ...(mayUse(document, 'booleanSchemas') ? [replaceBooleanSchemas] : []),
    ...(mayUse(document, 'requiredAlternatives') ? [removeUntypedAlternatives] : []),
  ]
  const changeAll = (schema: Schema) => changes.reduce((current, change) => change(current), schema)
  const normalized = changes.length > 0 ? mapAllSchemas(document, changeAll) : document
  return replaceParameterContent(normalized as Document)
}

// openapi-typescript throws for a reference to an `$id` or an `$anchor`, and writes a name that is not declared for a
// pointer that is relative to a schema with an `$id`. Without the reference the type is unknown.
function removeReferencesToIds(document: Document): (schema: Schema) => Schema {
  const isPointer = (ref: string) => ref.startsWith('#/') && valueAt(document, ref) !== undefined
  return (schema) => {
    const { $ref, ...rest } = schema
    return typeof $ref !== 'string' || isPointer($ref) ? schema : rest
  }
}

// openapi-typescript throws for a boolean in `allOf` and in `$defs`.
function replaceBooleanSchemas(schema: Schema): Schema {
  if (!schema['allOf'] && !schema['$defs']) return schema
  const replaced: Schema = { ...schema }
  const withObject = (one: unknown) => (typeof one === 'boolean' ? {} : one)
  if (Array.isArray(schema['allOf'])) replaced['allOf'] = schema['allOf'].map(withObject)
  if (schema['$defs']) {
    const defs = Object.entries(schema['$defs']).map(([name, one]) => [name, withObject(one)])
    replaced['$defs'] = Object.fromEntries(defs)
  }
  return replaced
}

// Alternatives that only list required properties become `unknown`, and a union with `unknown` hides the properties.
function removeUntypedAlternatives(schema: Schema): Schema {
  if (!schema['anyOf'] && !schema['oneOf']) return schema
  const rest = { ...schema }
  for (const key of ['anyOf', 'oneOf']) {
    const alternatives = rest[key]
    const areUntyped =
      Array.isArray(alternatives) &&
      alternatives.every((one) => typeKeywords.every((keyword) => !(keyword in Object(one))))
    const hasOtherType = typeKeywords.some((keyword) => keyword !== key && keyword in rest)
    if (areUntyped && hasOtherType) delete rest[key]
  }
  return rest
}

// openapi-typescript types a query parameter with `content` as the serialized string; the input has the value itself.
function replaceParameterContent(document: Document): Document {
  const withSchema = (node: Parameter | Reference): Parameter | Reference => {
    const parameter = resolve<Parameter>(document, node)
    const [media] = Object.values(parameter.content ?? {})
    if (!media?.schema || parameter.in !== 'query') return node
    const { content: _, ...rest } = parameter
    return { ...rest, schema: media.schema }
  }
  const withSchemas = <Part extends { parameters?: (Parameter | Reference)[] }>(
    part: Part,
  ): Part => (part.parameters ? { ...part, parameters: part.parameters.map(withSchema) } : part)
  const items = Object.entries(document.paths ?? {}).map(([path, node]) => {
    const item = withSchemas({ ...resolve<PathItem>(document, node) })
    return [path, mapOperations(item, ({ operationObject }) => withSchemas(operationObject))]
  })
  return { ...document, paths: Object.fromEntries(items) }
}
