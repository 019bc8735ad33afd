import type { Schema } from '../../openapi/document.ts'
import { literal } from '../print.ts'

const labels: Readonly<Record<string, string>> = {
  minimum: 'minimum',
  maximum: 'maximum',
  minLength: 'minimum length',
  maxLength: 'maximum length',
  maxItems: 'maximum number of items',
  default: 'default',
}

/** Returns the bounds and the default of a schema for a comment: `(minimum: 1, default: 20)`. */
export function boundsText(schema: Schema): string {
  const bounds = Object.entries(labels)
    .filter(([keyword]) => schema[keyword] !== undefined)
    .map(([keyword, label]) => `${label}: ${literal(schema[keyword])}`)
  return bounds.length > 0 ? `(${bounds.join(', ')})` : ''
}
