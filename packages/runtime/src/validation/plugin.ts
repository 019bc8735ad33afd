import type { StandardSchemaV1 } from '@standard-schema/spec'
import type { Plugin } from '../transport/hooks.ts'
import { type Drift, toDriftIssues, warn } from './drift.ts'
import { fromStandardIssue, type Issue } from './issue.ts'
import { SchemaError } from './schema-error.ts'

/** Schemas of one operation. Any Standard Schema works; the values that schemas transform to are not used. */
export interface OperationSchemas {
  /** Schema of the input, as the operation's function takes it. */
  readonly input?: StandardSchemaV1
  /** Schemas of the response bodies by status, by range such as `4XX`, or `default`. */
  readonly responses?: Readonly<Record<string, StandardSchemaV1>>
}

/** What is validated, and what an invalid value causes. */
export interface ValidationModes {
  /** Whether an invalid input rejects the call with a SchemaError before a request is sent. @default 'throw' */
  requests?: 'off' | 'throw'
  /** What an invalid response body causes: nothing, a call of `onDrift`, or that and a SchemaError. @default 'warn' */
  responses?: 'off' | 'warn' | 'throw'
}

/** Options of {@link validation}. */
export interface ValidationOptions<Id extends string = string> extends ValidationModes {
  /** Modes of single operations, by id. */
  operations?: { readonly [id in Id]?: ValidationModes }
  /** Receives each invalid response, unless `responses` is off. @default console.warn */
  onDrift?: (drift: Drift) => void
}

async function issuesOf(schema: StandardSchemaV1 | undefined, value: unknown): Promise<Issue[]> {
  const result = await schema?.['~standard'].validate(value)
  return (result?.issues ?? []).map((issue) => fromStandardIssue(issue, value))
}

function responseSchema(
  { responses }: OperationSchemas,
  status: number,
): StandardSchemaV1 | undefined {
  return responses?.[status] ?? responses?.[`${`${status}`[0]}XX`] ?? responses?.['default']
}

/**
 * Returns a plugin for `createClient({ plugins: [...] })` that validates the inputs and responses of operations.
 *
 * @param schemas - Schemas by operation id; other operations are not validated.
 * @param options - What invalid values cause; by default inputs throw and responses warn.
 * @throws Calls of the client throw SchemaError for an invalid input, and for an invalid response with `responses: 'throw'`.
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
  const schemasById: Readonly<Record<string, OperationSchemas | undefined>> = schemas
  const modesById: Readonly<Record<string, ValidationModes | undefined>> = options.operations ?? {}
  return {
    async validateInput({ id }, input) {
      const { requests = options.requests } = modesById[id] ?? {}
      if (requests === 'off') return
      const issues = await issuesOf(schemasById[id]?.input, input)
      if (issues.length === 0) return
      throw new SchemaError(`The input of ${id}`, issues, { data: input, operation: id })
    },
    async validateResponse({ id }, status, body, response) {
      const { responses = options.responses } = modesById[id] ?? {}
      if (responses === 'off') return
      const issues = await issuesOf(responseSchema(schemasById[id] ?? {}, status), body)
      if (issues.length === 0) return
      onDrift({ operation: id, status, issues: toDriftIssues(issues) })
      if (responses !== 'throw') return
      throw new SchemaError(`The response of ${id}`, issues, {
        data: body,
        operation: id,
        response,
      })
    },
  }
}
