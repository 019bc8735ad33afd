import { isOfType } from './applicable.ts'
import type { JsonSchemaObject } from './draft-07.ts'
import { transform } from './transform.ts'
import type { AnyWithJsonSchema } from './with-json-schema.ts'

/** A query string or a form, or an object with its values. */
export type CoercibleInput = URLSearchParams | FormData | Readonly<Record<string, unknown>>

/**
 * Returns the values of a query string or a form with the types of a schema: `'7'` as 7, `'true'`
 * as true, an empty string as null where only null fits, and a single value as an array. What does
 * not fit stays as it is, so validate the result.
 *
 * @example
 * ```ts
 * import { coerce } from '@returning-kit/validation'
 * import { ListCommunityUsersInput } from '@returning-kit/validation/json-schemas'
 *
 * const search = new URLSearchParams('communityId=6167dba9c548eb5c7ec28057&page=2')
 * const input = ListCommunityUsersInput.parse(coerce(ListCommunityUsersInput, search))
 * ```
 */
export function coerce(schema: AnyWithJsonSchema, input: CoercibleInput): unknown {
  const isForm = input instanceof URLSearchParams || input instanceof FormData
  return transform(schema, isForm ? fromEntries(input) : input, coerceValue)
}

// A name that occurs several times has an array of values.
function fromEntries(form: URLSearchParams | FormData): Record<string, unknown> {
  const names = [...new Set([...form.keys()])]
  const entries = names.map((name): [string, unknown] => {
    const values: unknown[] = form.getAll(name)
    return [name, values.length > 1 ? values : values[0]]
  })
  return Object.fromEntries(entries)
}

function coerceValue(value: unknown, schemas: readonly JsonSchemaObject[]): unknown {
  const types = schemas.flatMap(({ type }) => (type === undefined ? [] : [type].flat()))
  if (types.length === 0 || types.some((type) => isOfType(value, type))) return value
  if (typeof value === 'string') {
    if (types.includes('number') || types.includes('integer')) {
      const number = coerceNumber(value, schemas)
      if (number !== undefined) return number
    }
    if (types.includes('boolean') && (value === 'true' || value === 'false'))
      return value === 'true'
    if (types.includes('null') && value === '') return null
  }
  return types.includes('array') ? [value] : value
}

function coerceNumber(
  text: string,
  schemas: readonly JsonSchemaObject[],
): number | bigint | undefined {
  if (text.trim() === '') return undefined
  const number = Number(text)
  if (!Number.isFinite(number)) return undefined
  const isWide = schemas.some(({ format }) => format === 'int64' || format === 'uint64')
  return isWide && !Number.isSafeInteger(number) && /^-?\d+$/.test(text) ? BigInt(text) : number
}
