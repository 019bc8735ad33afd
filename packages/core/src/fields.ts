import { InputError } from './errors/input-error.ts'
import type { Input, Operation } from './operation.ts'

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

/** Puts the `fields` of an input where the operation's convention wants them. */
export function spreadFields(operation: Operation, input: Input): Input {
  const { fields: list, ...rest } = input
  if (!operation.fields || list === undefined) return input
  if (!Array.isArray(list) || list.some((name) => typeof name !== 'string')) {
    throw new InputError('fields', 'Input `fields` is not a list of field names.', { operation: operation.id })
  }
  const { style, name = 'fields', flags = [] } = operation.fields
  if (style === 'body') return { ...rest, body: { ...(rest['body'] as object | undefined), [name]: list } }
  if (style === 'csv') return list.length > 0 ? { ...rest, [name]: list } : rest
  const unknown = list.find((field) => !flags.includes(field))
  if (unknown === undefined) return { ...rest, ...Object.fromEntries(list.map((field) => [field, true])) }
  throw new InputError('fields', `Input \`fields\` names \`${unknown}\`, which ${operation.id} does not offer.`, {
    operation: operation.id,
  })
}
