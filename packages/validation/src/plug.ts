import type { Plug } from '@returning-kit/core'
import type { StandardSchemaV1 } from '@standard-schema/spec'
import type { Issue } from './issue.ts'
import { SchemaError } from './schema-error.ts'

/** What to check of one operation. Any Standard Schema will do. */
export interface OperationSchemas {
  /** Schemas of the bodies it answers, by status. */
  readonly responses: Readonly<Record<string, StandardSchemaV1>>
}

/** An answer that does not fit the contract, told without its values. */
export interface Drift {
  /** Id of the operation. */
  readonly operation: string
  readonly status: number
  readonly issues: readonly Issue[]
}

/** Options of {@link validation}. */
export interface ValidationOptions {
  /** What an answer that does not fit does: nothing, a call of `onDrift`, or that and a SchemaError. @default 'warn' */
  responses?: 'off' | 'warn' | 'throw'
  /** Hears of every answer that does not fit. @default console.warn with operation, pointer and keyword */
  onDrift?: (drift: Drift) => void
}

function warn({ operation, status, issues }: Drift): void {
  const found = issues.map(({ pointer, keyword }) => `${pointer || '/'} (${keyword})`)
  console.warn(`${operation} answered ${status} with a body that does not fit the contract: ${found.join(', ')}`)
}

function asIssue(issue: StandardSchemaV1.Issue): Issue {
  const path = (issue.path ?? [])
    .map((part) => (typeof part === 'object' ? part.key : part))
    .map((name) => (typeof name === 'number' ? name : String(name)))
  const pointer = path.map((name) => `/${String(name).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
  return { keyword: 'schema', pointer, ...issue, path }
}

/**
 * A plug for `createClient({ plugs: [...] })` that checks the answers of the given operations.
 *
 * @param operations - Schemas by operation id; those not named are not checked.
 * @example
 * ```ts
 * import { createClient } from '@returning-kit/core'
 * import { validation } from '@returning-kit/validation'
 * import { listCommunityUsers } from '@returning-kit/validation/operations'
 *
 * const client = createClient({ token: 'fake-token', plugs: [validation({ listCommunityUsers }, { responses: 'throw' })] })
 * ```
 */
export function validation(operations: Readonly<Record<string, OperationSchemas>>, options: ValidationOptions = {}): Plug {
  const { responses = 'warn', onDrift = warn } = options
  return {
    async checkBody({ id }, status, body, response) {
      const schema = responses === 'off' ? undefined : operations[id]?.responses[status]
      const result = await schema?.['~standard'].validate(body)
      if (!result?.issues) return
      const issues = result.issues.map(asIssue)
      onDrift({ operation: id, status, issues })
      if (responses === 'throw') throw new SchemaError(`The answer of ${id}`, issues, body, { operation: id, response })
    },
  }
}
