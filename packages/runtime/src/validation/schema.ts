import type { StandardSchemaV1 } from '@standard-schema/spec'
import { type Issue, type RawIssue, toIssue } from './issue.ts'
import { SchemaError } from './schema-error.ts'

/** A compiled validator: true, or false with its findings left in `errors`. */
export interface Check {
  (value: unknown): boolean
  errors?: readonly RawIssue[] | null
}

/** A schema of the contract: a Standard Schema value with three shorter ways to use it. @see https://standardschema.dev */
export interface Schema<T> extends StandardSchemaV1<T, T> {
  /** The schema's name in the contract. */
  readonly title: string
  /** Tells whether a value fits. */
  is(value: unknown): value is T
  /** Throws SchemaError when a value does not fit. */
  assert(value: unknown): asserts value is T
  /** Gives the value back as what it is. Throws SchemaError when it does not fit. */
  parse(value: unknown): T
  readonly '~standard': Omit<StandardSchemaV1.Props<T, T>, 'validate'> & {
    /** Never a promise: the check ends before it returns. */
    readonly validate: (value: unknown) => StandardSchemaV1.Result<T>
  }
}

const unreadable: RawIssue = {
  instancePath: '',
  keyword: 'readable',
  expected: 'readable, and nested less deeply',
}

function findings(check: Check, value: unknown): readonly RawIssue[] {
  try {
    return check(value) ? [] : (check.errors ?? [])
  } catch {
    // A getter threw, or the nesting ran out of stack. Whatever it is, it is not a value of the contract.
    return [unreadable]
  }
}

/** Wraps a compiled validator. */
export function schema<T>(title: string, check: Check): Schema<T> {
  const issues = (value: unknown): Issue[] =>
    findings(check, value).map((finding) => toIssue(finding, value))
  const parse = (value: unknown): T => {
    const found = issues(value)
    if (found.length > 0) throw new SchemaError(title, found, value)
    return value as T
  }
  return {
    title,
    is: (value): value is T => findings(check, value).length === 0,
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
