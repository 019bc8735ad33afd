import type { StandardSchemaV1 } from '@standard-schema/spec'
import { type Finding, type Issue, issueOf } from './issue.ts'
import { SchemaError } from './schema-error.ts'

/** A compiled validator: true, or false with its findings left in `errors`. */
export interface Check {
  (value: unknown): boolean
  errors?: readonly Finding[] | null
}

/** A schema of the contract: a Standard Schema value with three shorter ways to use it. @see https://standardschema.dev */
export interface Schema<T> extends StandardSchemaV1<unknown, T> {
  /** The schema's name in the contract. */
  readonly title: string
  /** Tells whether a value fits. */
  is(value: unknown): value is T
  /** Throws SchemaError when a value does not fit. */
  assert(value: unknown): asserts value is T
  /** Gives the value back as what it is. Throws SchemaError when it does not fit. */
  parse(value: unknown): T
}

/** Wraps a compiled validator. */
export function schema<T>(title: string, check: Check): Schema<T> {
  const issues = (value: unknown): Issue[] => (check(value) ? [] : (check.errors ?? []).map(issueOf))
  const parse = (value: unknown): T => {
    const found = issues(value)
    if (found.length > 0) throw new SchemaError(title, found, value)
    return value as T
  }
  return {
    title,
    is: (value): value is T => check(value),
    assert: parse,
    parse,
    '~standard': {
      version: 1,
      vendor: 'returning-kit',
      validate(value) {
        const found = issues(value)
        return found.length > 0 ? { issues: found } : { value: value as T }
      },
    },
  }
}
