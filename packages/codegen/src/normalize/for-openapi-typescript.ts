import {
  type Document,
  type Parameter,
  type PathItem,
  type Reference,
  resolve,
  type Schema,
} from '../openapi/document.ts'
import { mayUse } from '../openapi/features.ts'
import { isRecord } from '../openapi/is-record.ts'
import { valueAt } from '../openapi/json-pointer.ts'
import { typeKeywords } from '../openapi/keywords.ts'
import { mapAllSchemas } from '../openapi/map-schema.ts'
import { mapOperations } from '../openapi/path-item.ts'
import { breakArrayCycles } from './break-array-cycles.ts'
import { breakCycles } from './break-cycles.ts'
import { hoistSchemaParts } from './hoist-schemas.ts'

/**
 * Returns a document without the constructs that openapi-typescript cannot read or translates into
 * wrong types.
 */
export function normalizeForOpenapiTypescript(document: Document): Document {
  const source = breakArrayCycles(breakCycles(hoistSchemaParts(document)))
  const changes = [
    ...(mayUse(document, 'schemaIds') ? [removeReferencesToIds(source)] : []),
    ...(mayUse(document, 'booleanSchemas') ? [replaceBooleanSchemas] : []),
    ...(mayUse(document, 'requiredAlternatives') ? [removeUntypedAlternatives] : []),
    inlineNullableParts(source),
    removeEnumsOfObjects,
  ]
  const changeAll = (schema: Schema) => changes.reduce((current, change) => change(current), schema)
  const normalized = mapAllSchemas(source, changeAll) as Document
  return withoutSharedOperationIds(replaceParameterContent(normalized))
}

// openapi-typescript throws for a reference to an `$id` or an `$anchor`, and writes a name that is
// not declared for a pointer that is relative to a schema with an `$id`. Without the reference the
// type is unknown.
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

// Alternatives that only list required properties become `unknown`, and a union with `unknown`
// hides the properties.
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

// openapi-typescript reads the values of an object's `enum` as schemas, and throws for one that is
// no object.
function removeEnumsOfObjects(schema: Schema): Schema {
  const { enum: values, ...rest } = schema
  if (!Array.isArray(values) || values.every(isRecord)) return schema
  const isObject = schema['type'] === 'object' || 'properties' in schema
  return isObject || 'additionalProperties' in schema ? rest : schema
}

// openapi-typescript writes `WithRequired<Part, 'name'>` for a part of `allOf` with a property that
// the schema requires. A type that may be null has no such key. A value with required properties is
// not null.
function inlineNullableParts(document: Document): (schema: Schema) => Schema {
  const inline = (part: unknown): unknown => {
    if (!isRecord(part) || !('$ref' in part)) return part
    const target = resolve<Schema>(document, part)
    const types = target['type']
    if (!Array.isArray(types) || !types.includes('null')) return part
    return { ...target, type: types.filter((type) => type !== 'null') }
  }
  return (schema) =>
    Array.isArray(schema['allOf']) && Array.isArray(schema['required'])
      ? { ...schema, allOf: schema['allOf'].map(inline) }
      : schema
}

// openapi-typescript types a query parameter with `content` as the serialized string; the input has
// the value itself.
function replaceParameterContent(document: Document): Document {
  const withSchema = (node: Parameter | Reference): Parameter | Reference => {
    const parameter = resolve<Parameter>(document, node)
    // openapi-typescript would index the type of an operation, whose parameters may be undefined.
    if ('$ref' in node && !String(node.$ref).startsWith('#/components/'))
      return withSchema(parameter)
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

// openapi-typescript writes an operation of a shared path item once for each reference to it, under
// one name.
function withoutSharedOperationIds(document: Document): Document {
  const { pathItems } = document.components ?? {}
  if (!pathItems) return document
  const unnamed = Object.entries(pathItems).map(([name, item]) => [
    name,
    mapOperations(
      item as PathItem,
      ({ operationObject: { operationId: _, ...operation } }) => operation,
    ),
  ])
  const components = { ...document.components, pathItems: Object.fromEntries(unnamed) }
  return { ...document, components }
}
