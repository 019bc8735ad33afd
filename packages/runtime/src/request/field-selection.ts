import type { BodyParameter, ParameterSerializer, RejectInput } from '../operation/serializer.ts'
import { query, queryCommaDelimited } from './query.ts'

/**
 * The properties of `T` that a response has if only the fields `F` are requested: those of a literal array; all of them,
 * each optional, if the array is known at run time only; all of `T` without an array.
 */
export type Selected<T, F extends readonly string[]> = [F] extends [never]
  ? T
  : T extends object
    ? number extends F['length']
      ? Partial<T>
      : Pick<T, F[number] & keyof T>
    : T

/**
 * An array of field names: a literal array may hold names of `Field` only, a `string[]` known at run time any name. The
 * bare `readonly Field[]` in the union is what editors complete.
 */
export type FieldList<F extends readonly string[], Field extends string> = string extends F[number]
  ? F
  : F[number] extends Field
    ? F | readonly Field[]
    : readonly Field[]

function fieldNames(value: unknown, reject: RejectInput): readonly string[] {
  const areNames = Array.isArray(value) && value.every((name) => typeof name === 'string')
  return areNames ? value : reject('must be an array of field names')
}

/** Returns a serializer that sends each field name as a query parameter with the value `true`. */
export function flagFields(flags: readonly string[]): ParameterSerializer {
  return (request, _name, value, reject) => {
    for (const field of fieldNames(value, reject)) {
      if (!flags.includes(field)) {
        reject(`contains the unknown field \`${field}\``)
      }
      query(request, field, true, reject)
    }
  }
}

/** Returns a serializer that sends the field names as one query parameter with commas between them. */
export function csvFields(parameter: string): ParameterSerializer {
  return (request, _name, value, reject) =>
    queryCommaDelimited(request, parameter, fieldNames(value, reject), reject)
}

/** Returns a parameter that sends the field names as a property of the request body. */
export function bodyFields(property: string): BodyParameter {
  return {
    addTo: (body, value, reject) => ({
      ...(body as object | undefined),
      [property]: fieldNames(value, reject),
    }),
  }
}
