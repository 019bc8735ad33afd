import type { StandardSchemaV1 } from '@standard-schema/spec'
import type { Plugin } from '../transport/hooks.ts'
import { type Drift, toDriftIssues, warn } from './drift.ts'
import { fromStandardIssue, type Issue } from './issue.ts'
import { SchemaError } from './schema-error.ts'

/** What to check of one operation. Any Standard Schema will do; what it makes of the value is not used. */
export interface OperationSchemas {
  /** Schema of the input, as the operation's function takes it. */
  readonly input?: StandardSchemaV1
  /** Schemas of the bodies it answers, by status, by `4XX` and the like, or `default`. */
  readonly responses?: Readonly<Record<string, StandardSchemaV1>>
}

/** What is checked, and what a body that does not fit does. */
export interface ValidationModes {
  /** Whether an input that does not fit ends the call, before anything is sent, with a SchemaError. @default 'throw' */
  requests?: 'off' | 'throw'
  /** What an answer that does not fit does: nothing, a call of `onDrift`, or that and a SchemaError. @default 'warn' */
  responses?: 'off' | 'warn' | 'throw'
}

/** Options of {@link validation}. */
export interface ValidationOptions<Id extends string = string> extends ValidationModes {
  /** Other choices for single operations, by id. */
  operations?: { readonly [id in Id]?: ValidationModes }
  /** Hears of every answer that does not fit, unless that is off. @default console.warn */
  onDrift?: (drift: Drift) => void
}

async function issuesOf(schema: StandardSchemaV1 | undefined, value: unknown): Promise<Issue[]> {
  const result = await schema?.['~standard'].validate(value)
  return (result?.issues ?? []).map((issue) => fromStandardIssue(issue, value))
}

/**
 * A plugin for `createClient({ plugins: [...] })` that checks what the given operations are called with, and what they answer.
 *
 * @param schemas - Schemas by operation id; operations that are not named are not checked.
 * @param options - What a check does; requests throw and answers warn unless told otherwise.
 * @throws The calls of the client throw SchemaError: for input that does not fit, and for answers with `responses: 'throw'`.
 * @example
 * ```ts
 * import { createClient } from '@returning-kit/core'
 * import { validation } from '@returning-kit/validation'
 * import { listCommunityUsers } from '@returning-kit/validation/operations'
 *
 * const client = createClient({ token: 'fake-token', plugins: [validation({ listCommunityUsers }, { responses: 'throw' })] })
 * ```
 */
export function validation<Id extends string>(
  schemas: { readonly [id in Id]: OperationSchemas },
  options: ValidationOptions<NoInfer<Id>> = {},
): Plugin {
  const { onDrift = warn } = options
  const known: Readonly<Record<string, OperationSchemas | undefined>> = schemas
  const own: Readonly<Record<string, ValidationModes | undefined>> = options.operations ?? {}
  return {
    async validateInput({ id }, input) {
      const { requests = options.requests } = own[id] ?? {}
      if (requests === 'off') return
      const issues = await issuesOf(known[id]?.input, input)
      if (issues.length > 0)
        throw new SchemaError(`The input of ${id}`, issues, input, { operation: id })
    },
    async validateResponse({ id }, status, body, response) {
      const { responses = options.responses } = own[id] ?? {}
      if (responses === 'off') return
      const schemas = known[id]?.responses
      const issues = await issuesOf(
        schemas?.[status] ?? schemas?.[`${`${status}`[0]}XX`] ?? schemas?.['default'],
        body,
      )
      if (issues.length === 0) return
      onDrift({ operation: id, status, issues: toDriftIssues(issues) })
      if (responses === 'throw')
        throw new SchemaError(`The answer of ${id}`, issues, body, { operation: id, response })
    },
  }
}
