// The keywords of JSON Schema 2020-12 and those that OpenAPI adds, by what their values are.
// https://json-schema.org/draft/2020-12/json-schema-core

/** Keywords whose value is a schema. */
export const schemaKeywords = [
  'additionalProperties',
  'contains',
  'contentSchema',
  'else',
  'if',
  'items',
  'not',
  'propertyNames',
  'then',
  'unevaluatedItems',
  'unevaluatedProperties',
] as const

/** Keywords that combine alternatives. */
export const unionKeywords = ['anyOf', 'oneOf'] as const

/** Keywords whose schemas describe the same value as the schema that has them. */
export const combinationKeywords = ['allOf', ...unionKeywords] as const

/** Keywords whose value is an array of schemas. */
export const schemaListKeywords = [...combinationKeywords, 'prefixItems'] as const

/**
 * Keywords whose value is an object of schemas by name: a property called `description` is not an
 * annotation.
 */
export const schemaMapKeywords = [
  '$defs',
  'definitions',
  'dependentSchemas',
  'patternProperties',
  'properties',
] as const

/** Keywords whose value is data that may look like a schema but is none. */
export const dataKeywords = ['const', 'dependentRequired', 'enum', 'required'] as const

/** Keywords that describe a value and restrict nothing. */
export const annotationKeywords = [
  '$comment',
  'default',
  'deprecated',
  'description',
  'example',
  'examples',
  'externalDocs',
  'summary',
  'title',
  'xml',
] as const

/** Keywords of OpenAPI that JSON Schema does not have. */
export const openapiKeywords = ['discriminator', 'example', 'externalDocs', 'xml'] as const

/**
 * Keywords that combine schemas or refer to one, so that a schema may have no `type` of its own.
 */
export const combiningKeywords = ['$ref', ...combinationKeywords] as const

/** Keywords that give a schema a type in TypeScript. */
export const typeKeywords = [
  ...combiningKeywords,
  'additionalProperties',
  'const',
  'enum',
  'items',
  'properties',
  'type',
] as const
