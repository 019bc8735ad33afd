import type { StandardSchemaV1 } from '@standard-schema/spec'
import { type Issue, type RawIssue, toIssue } from './issue.ts'
import { SchemaError } from './schema-error.ts'

/** A compiled validator. It returns whether a value is valid, and leaves the issues in `errors`. */
export interface Check {
  (value: unknown): boolean
  errors?: readonly RawIssue[] | null
}

/** A schema of the contract: a Standard Schema with three shorthands. @see https://standardschema.dev */
export interface Schema<T> extends StandardSchemaV1<T, T> {
  /** Name of the schema in the contract. */
  readonly title: string
  /** Returns whether a value is valid. */
  is(value: unknown): value is T
  /** Throws SchemaError if a value is invalid. */
  assert(value: unknown): asserts value is T
  /** Returns a valid value with its type. Throws SchemaError for an invalid one. */
  parse(value: unknown): T
  readonly '~standard': Omit<StandardSchemaV1.Props<T, T>, 'validate'> & {
    /** Validates synchronously. */
    readonly validate: (value: unknown) => StandardSchemaV1.Result<T>
  }
}

const unreadable: RawIssue = {
  instancePath: '',
  keyword: 'readable',
  expected: 'readable and less deeply nested',
}

function rawIssues(check: Check, value: unknown): readonly RawIssue[] {
  try {
    return check(value) ? [] : (check.errors ?? [])
  } catch {
    // A getter that throws, or nesting that exhausts the stack, makes the value invalid; validation never throws for it.
    return [unreadable]
  }
}

/** Returns the schema of a compiled validator. */
export function schema<T>(title: string, check: Check): Schema<T> {
  const issuesOfValue = (value: unknown): Issue[] =>
    rawIssues(check, value).map((issue) => toIssue(issue, value))
  const parse = (value: unknown): T => {
    const issues = issuesOfValue(value)
    if (issues.length > 0) throw new SchemaError(title, issues, { data: value })
    return value as T
  }
  return {
    title,
    is: (value): value is T => rawIssues(check, value).length === 0,
    assert: parse,
    parse,
    '~standard': {
      version: 1,
      vendor: 'returning-kit',
      validate(value) {
        const issues = issuesOfValue(value)
        return issues.length > 0 ? { issues } : { value: value as T }
      },
    },
  }
}
