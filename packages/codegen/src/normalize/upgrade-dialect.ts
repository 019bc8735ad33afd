import type { Document, Schema } from '../openapi/document.ts'
import { mayUse } from '../openapi/features.ts'
import { combiningKeywords } from '../openapi/keywords.ts'
import { mapAllSchemas } from '../openapi/map-schema.ts'

/**
 * Returns a contract whose schemas all use JSON Schema 2020-12: replaces `nullable` and boolean `exclusiveMinimum` of
 * OpenAPI 3.0. Runs for every version: 3.1 documents also contain `nullable` and boolean `exclusiveMinimum`.
 *
 * @see https://spec.openapis.org/oas/v3.0.4.html#schema-object
 */
export function upgradeDialect(document: Document): Document {
  if (!mayUse(document, 'oldDialect')) return document
  return mapAllSchemas(document, (schema) => upgradeNullable(upgradeLimits(schema))) as Document
}

function upgradeLimits(schema: Schema): Schema {
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

function upgradeNullable({ nullable, ...schema }: Schema): Schema {
  if (nullable !== true) return schema
  if (Array.isArray(schema['enum']) && !schema['enum'].includes(null)) {
    schema['enum'] = [...schema['enum'], null]
  }
  const { type } = schema
  if (type !== undefined) return { ...schema, type: [...new Set([type, 'null'].flat())] }
  // Without a type of its own the schema becomes one of two alternatives. Its annotations stay outside of them.
  if (!combiningKeywords.some((keyword) => keyword in schema)) return schema
  const { description, title, default: fallback, deprecated, ...rest } = schema
  const annotations = Object.entries({ description, title, default: fallback, deprecated })
  const present = annotations.filter(([, value]) => value !== undefined)
  return { ...Object.fromEntries(present), anyOf: [rest, { type: 'null' }] }
}
