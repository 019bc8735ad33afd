import type { JsonSchemaObject } from './draft-07.ts'
import { transform } from './transform.ts'
import type { AnyWithJsonSchema } from './with-json-schema.ts'

/** `T` with the properties that `Dates` names as dates. */
export type WithDates<T, Dates> = unknown extends Dates
  ? T
  : Dates extends Date
    ? Date | Exclude<T, string>
    : T extends readonly (infer Item)[]
      ? Dates extends readonly (infer ItemDates)[]
        ? WithDates<Item, ItemDates>[]
        : T
      : T extends object
        ? { [K in keyof T]: K extends keyof Dates ? WithDates<T[K], Dates[K]> : T[K] }
        : T

/**
 * Returns a copy of a valid value in which the strings of the formats `date` and `date-time` are
 * dates.
 */
export function withDates<T, Dates>(
  schema: AnyWithJsonSchema<Dates>,
  value: T,
): WithDates<T, Dates> {
  return transform(schema, value, toDate) as WithDates<T, Dates>
}

function toDate(value: unknown, schemas: readonly JsonSchemaObject[]): unknown {
  const isDate = schemas.some(({ format }) => format === 'date' || format === 'date-time')
  return isDate && typeof value === 'string' ? new Date(value) : value
}
