import type { RejectInput } from '../errors/refusal.ts'
import type { ParameterSerializer } from './build-request.ts'
import { query, queryCommaDelimited } from './query.ts'

/**
 * What is left of `T` when only the fields `F` were asked for: those of a literal list; any of them, each perhaps, when
 * the list is known at run time only; all of `T` when there is no list.
 */
export type Selected<T, F extends readonly string[]> = [F] extends [never]
  ? T
  : number extends F['length']
    ? Partial<T>
    : Pick<T, F[number] & keyof T>

/**
 * A list of field names: a literal list may only hold names of `Field`, a `string[]` known at run time anything. The
 * bare list of names in the middle is what an editor completes.
 */
export type FieldList<F extends readonly string[], Field extends string> = string extends F[number]
  ? F
  : F[number] extends Field
    ? F | readonly Field[]
    : readonly Field[]

function listOf(value: unknown, reject: RejectInput): readonly string[] {
  const isList = Array.isArray(value) && value.every((name) => typeof name === 'string')
  return isList ? value : reject('is not a list of field names')
}

/** The list as one flag of the query for each field. */
export function flagFields(flags: readonly string[]): ParameterSerializer {
  return (request, _name, value, reject) => {
    for (const field of listOf(value, reject)) {
      if (!flags.includes(field)) reject(`names \`${field}\`, which the operation does not offer`)
      query(request, field, true, reject)
    }
  }
}

/** The list as one member of the query, commas between the names. */
export function csvFields(member: string): ParameterSerializer {
  return (request, _name, value, reject) =>
    queryCommaDelimited(request, member, listOf(value, reject), reject)
}

/** The list as a member of the body. */
export function bodyFields(member: string): ParameterSerializer {
  return (request, _name, value, reject) => {
    request.body = { ...(request.body as object | undefined), [member]: listOf(value, reject) }
  }
}
