import { call, not } from '../code/condition.ts'
import { printStatements } from '../code/print-code.ts'
import { withResult } from '../code/result.ts'
import { ifThen, line, list, type Statement } from '../code/statement.ts'
import type { Emitter } from '../keywords/emitter.ts'

/** Returns the text of a function, exported or not. */
export type FunctionText = (isExported: boolean) => string

interface FunctionHead {
  readonly name: string
  readonly parameters: readonly string[]
  readonly result: string
}

function functionText(
  { name, parameters, result }: FunctionHead,
  body: readonly Statement[],
): FunctionText {
  const lines = printStatements(body, 1).map((one) => (one === '' ? one : `  ${one}`))
  return (isExported) => {
    const start = `${isExported ? 'export ' : ''}function ${name}(`
    const [head = '', ...more] = printStatements([list(start, parameters, `): ${result} {`)], 0)
    return `${[head, ...more, ...lines].join('\n')}\n}\n`
  }
}

/** Returns the function that validates a value. */
export function checkText(
  emitter: Emitter,
  name: string,
  statements: readonly Statement[],
): FunctionText {
  const issues = `${emitter.type('Issues')} | null`
  const last = statements.at(-1)
  // A schema without valid values does not look at the value.
  const isNever = statements.length === 1 && last?.kind === 'call' && last.callee === 'addIssue'
  const head = {
    name,
    parameters: [
      `${last && !isNever ? 'value' : '_value'}: unknown`,
      `${last ? 'issues' : '_issues'}: ${issues}`,
    ],
    result: 'boolean',
  }
  return functionText(head, withResult(statements))
}

/** Returns the function that adds what a schema evaluates of a value to a set. */
export function markText(
  emitter: Emitter,
  { name, check }: { readonly name: string; readonly check: string },
  statements: readonly Statement[],
): FunctionText {
  const set = emitter.type('Evaluated')
  const parameter = statements.length > 0 ? 'evaluated' : '_evaluated'
  const isInvalid = not(call(check, 'value', 'null'))
  const parameters = ['value: unknown', `${parameter}: ${set}`]
  return functionText({ name, parameters, result: 'void' }, [
    ...ifThen(isInvalid, [line('return')]),
    ...statements,
  ])
}
