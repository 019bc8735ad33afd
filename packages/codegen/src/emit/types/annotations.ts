import type { Schema } from '../../openapi/document.ts'
import { literal } from '../print.ts'

// Keywords that a type cannot express, in the order of their tags.
const tags = [
  'minimum',
  'exclusiveMinimum',
  'maximum',
  'exclusiveMaximum',
  'multipleOf',
  'minLength',
  'maxLength',
  'pattern',
  'format',
  'minItems',
  'maxItems',
  'uniqueItems',
  'minProperties',
  'maxProperties',
  'default',
] as const

/**
 * Returns the paragraphs of the comment of a property: its description, and the keywords without a
 * type as tags.
 */
export function annotations(schema: unknown, description?: string): string[] {
  if (typeof schema !== 'object' || schema === null) return description ? [description] : []
  const { description: own, title, deprecated } = schema as Schema
  const words = [description, own, title].find(
    (one) => typeof one === 'string' && one.trim() !== '',
  )
  const lines = boundTags(schema as Schema)
  if (deprecated === true) lines.push('@deprecated')
  return [words as string | undefined, lines.join('\n')].filter((one): one is string =>
    Boolean(one),
  )
}

/** Returns the tags of the keywords that a type cannot express: `@minimum 1`. */
export function boundTags(schema: Schema): string[] {
  return tags.flatMap((tag) => {
    const value = schema[tag]
    if (value === undefined || value === false || (tag === 'format' && value === 'binary'))
      return []
    return [value === true && tag === 'uniqueItems' ? `@${tag}` : `@${tag} ${tagValue(tag, value)}`]
  })
}

// A pattern has characters that Markdown would take for formatting.
function tagValue(tag: string, value: unknown): string {
  if (tag === 'pattern') return `\`${value}\``
  return tag === 'default' ? literal(value) : String(value)
}
