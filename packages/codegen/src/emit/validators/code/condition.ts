/** An expression of TypeScript that is true or false. */
export type Condition =
  | { readonly kind: 'test'; readonly text: string; readonly negated: string }
  | CompositeCondition

/** A condition that is true if any or all of its operands are. */
export interface CompositeCondition {
  readonly kind: 'any' | 'all'
  readonly conditions: readonly Condition[]
}

/** Returns a condition of two expressions, one for each result. */
export function test(text: string, negated: string): Condition {
  return { kind: 'test', text, negated }
}

/** Returns the condition that a call returns true. */
export function call(name: string, ...args: readonly string[]): Condition {
  const text = `${name}(${args.join(', ')})`
  return test(text, `!${text}`)
}

/** Returns the condition that an expression equals a literal. */
export function equals(expression: string, literal: string): Condition {
  return test(`${expression} === ${literal}`, `${expression} !== ${literal}`)
}

export const always: Condition = { kind: 'all', conditions: [] }
export const never: Condition = { kind: 'any', conditions: [] }

export function any(conditions: readonly Condition[]): Condition {
  return combine('any', conditions)
}

export function all(conditions: readonly Condition[]): Condition {
  return combine('all', conditions)
}

function combine(kind: 'any' | 'all', conditions: readonly Condition[]): Condition {
  const flat = conditions.flatMap((one) => (one.kind === kind ? one.conditions : [one]))
  const [first] = flat
  return flat.length === 1 && first ? first : { kind, conditions: flat }
}

export function not(condition: Condition): Condition {
  if (condition.kind === 'test') return test(condition.negated, condition.text)
  const conditions = condition.conditions.map(not)
  return condition.kind === 'any' ? all(conditions) : any(conditions)
}

/** Returns a condition as it is written; `isPart` where an operator follows. */
export function conditionText(condition: Condition, isPart = false): string {
  if (condition.kind === 'test') return condition.text
  const { kind, conditions } = condition
  if (conditions.length === 0) return kind === 'all' ? 'true' : 'false'
  const texts = conditions.map((one) => conditionText(one, true))
  const text = texts.join(kind === 'all' ? ' && ' : ' || ')
  return isPart ? `(${text})` : text
}
