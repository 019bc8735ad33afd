import type { Document, Schema } from '../openapi/document.ts'
import { mayUse } from '../openapi/features.ts'
import { annotationKeywords, combiningKeywords } from '../openapi/keywords.ts'
import { mapAllSchemas } from '../openapi/map-schema.ts'

/**
 * Returns a contract whose schemas all use JSON Schema 2020-12: replaces `nullable` and boolean
 * `exclusiveMinimum` of OpenAPI 3.0, and removes what 3.0 ignores beside `$ref`. The former runs
 * for every version: 3.1 documents also contain `nullable` and boolean `exclusiveMinimum`.
 *
 * @see https://spec.openapis.org/oas/v3.0.4.html#schema-object
 */
export function upgradeDialect(document: Document): Document {
  const ignoresSiblings =
    document.openapi.startsWith('3.0.') && mayUse(document, 'referenceSiblings')
  if (!ignoresSiblings && !mayUse(document, 'oldDialect')) return document
  const withoutSiblings = ignoresSiblings ? removeSiblings : (schema: Schema) => schema
  return mapAllSchemas(document, (schema) =>
    upgradeNullable(upgradeLimits(withoutSiblings(schema))),
  ) as Document
}

// Beside `$ref` annotations are harmless, and `nullable` is common enough to be meant.
const keptSiblings = new Set<string>(['$ref', 'nullable', ...annotationKeywords])

function removeSiblings(schema: Schema): Schema {
  if (schema.$ref === undefined) return schema
  const kept = Object.entries(schema).filter(
    ([keyword]) => keptSiblings.has(keyword) || keyword.startsWith('x-'),
  )
  return Object.fromEntries(kept)
}

function upgradeLimits(schema: Schema): Schema {
  const { exclusiveMinimum, exclusiveMaximum } = schema
  if (![exclusiveMinimum, exclusiveMaximum].some((limit) => typeof limit === 'boolean')) {
    return schema
  }
  const upgraded: Schema = { ...schema }
  for (const [exclusive, inclusive] of [
    ['exclusiveMinimum', 'minimum'],
    ['exclusiveMaximum', 'maximum'],
  ] as const) {
    if (typeof upgraded[exclusive] !== 'boolean') continue
    if (upgraded[exclusive] && upgraded[inclusive] !== undefined) {
      upgraded[exclusive] = upgraded[inclusive]
      delete upgraded[inclusive]
    } else {
      delete upgraded[exclusive]
    }
  }
  return upgraded
}

function upgradeNullable(original: Schema): Schema {
  if (!('nullable' in original)) return original
  const { nullable, ...schema } = original
  if (nullable !== true) return schema
  if (Array.isArray(schema['enum']) && !schema['enum'].includes(null)) {
    schema['enum'] = [...schema['enum'], null]
  }
  const { type } = schema
  if (type !== undefined) return { ...schema, type: [...new Set([type, 'null'].flat())] }
  // Without a type of its own the schema becomes one of two alternatives. Its annotations stay
  // outside of them.
  if (!combiningKeywords.some((keyword) => keyword in schema)) return schema
  const { description, title, default: fallback, deprecated, ...rest } = schema
  const annotations = Object.entries({ description, title, default: fallback, deprecated })
  const present = annotations.filter(([, value]) => value !== undefined)
  return { ...Object.fromEntries(present), anyOf: [rest, { type: 'null' }] }
}
