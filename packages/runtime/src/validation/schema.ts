import type { StandardSchemaV1 } from '@standard-schema/spec'
import { type Issue, type RawIssue, toIssue } from './issue.ts'
import { createIssues } from './issues.ts'
import { SchemaError } from './schema-error.ts'
import type { Check } from './unions.ts'

/**
 * A schema of the contract: a Standard Schema with three shorthands.
 *
 * @see https://standardschema.dev
 */
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

// A getter that throws, or nesting that exhausts the stack, makes a value invalid; validation never
// throws for it.
function isValid(check: Check, value: unknown): boolean {
  try {
    return check(value, null)
  } catch {
    return false
  }
}

function rawIssues(check: Check, value: unknown): readonly RawIssue[] {
  if (isValid(check, value)) return []
  const issues = createIssues()
  try {
    check(value, issues)
  } catch {
    return [unreadable]
  }
  // A getter may return something else at the second read.
  return issues.list.length > 0 ? issues.list : [unreadable]
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
    is: (value): value is T => isValid(check, value),
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
