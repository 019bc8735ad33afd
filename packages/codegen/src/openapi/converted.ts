import type { Schema } from './document.ts'
import { cachedStringify } from './stringify.ts'

/** Keyword of a schema whose JSON becomes another value in JavaScript, see `convertValues`. */
export const conversionKeyword = 'x-javascript-value'

/** What a string or an integer of JSON becomes. */
export type ConvertedValue = 'Date' | 'bigint'

/** Returns whether the JSON of a schema of a document may become another value. */
export function mayConvert(document: object): boolean {
  return cachedStringify(document).includes(`"${conversionKeyword}"`)
}

/** Returns what the JSON of a schema becomes; undefined where it stays as it is. */
export function convertedValue(schema: Schema): ConvertedValue | undefined {
  return schema[conversionKeyword] as ConvertedValue | undefined
}
