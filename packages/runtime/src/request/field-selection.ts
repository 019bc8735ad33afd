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

function listOf(value: unknown, refuse: RejectInput): readonly string[] {
  const isList = Array.isArray(value) && value.every((name) => typeof name === 'string')
  return isList ? value : refuse('is not a list of field names')
}

/** The list as one flag of the query for each field. */
export function flagFields(flags: readonly string[]): ParameterSerializer {
  return (draft, _name, value, refuse) => {
    for (const field of listOf(value, refuse)) {
      if (!flags.includes(field)) refuse(`names \`${field}\`, which the operation does not offer`)
      query(draft, field, true, refuse)
    }
  }
}

/** The list as one member of the query, commas between the names. */
export function csvFields(member: string): ParameterSerializer {
  return (draft, _name, value, refuse) =>
    queryCommaDelimited(draft, member, listOf(value, refuse), refuse)
}

/** The list as a member of the body. */
export function bodyFields(member: string): ParameterSerializer {
  return (draft, _name, value, refuse) => {
    draft.body = { ...(draft.body as object | undefined), [member]: listOf(value, refuse) }
  }
}
