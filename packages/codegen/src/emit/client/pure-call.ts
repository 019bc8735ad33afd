import type { RuntimeFunction } from '../../model/runtime-names.ts'
import { Code, key, wrappedLiteral } from '../print.ts'
import type { EmitContext } from './response-type.ts'

/**
 * Returns the code of a call that a bundler may drop, as the value of the property `name` at a
 * column.
 */
export function pureCall(
  { imports }: EmitContext,
  called: RuntimeFunction,
  argument: object,
  { name, column }: { readonly name: string; readonly column: number },
): Code {
  const head = `/* @__PURE__ */ ${imports.runtime.value(called)}(`
  const before = `${key(name)}: ${head}),`
  const value = wrappedLiteral(argument, ' '.repeat(column), column + before.length)
  return new Code(`${head}${value})`)
}
