import type { StandardSchemaV1 } from '@standard-schema/spec'
import type { Plugin } from '../transport/hooks.ts'
import { type Drift, toDriftIssues, warn } from './drift.ts'
import { fromStandardIssue, type Issue } from './issue.ts'
import { SchemaError } from './schema-error.ts'

/**
 * The id of an operation by the name of its schemas: `listCommunityUsersSchemas` or the id itself.
 */
export type OperationIdOf<Name extends string> = Name extends `${infer Id}Schemas` ? Id : Name

/**
 * Schemas of one operation. Any Standard Schema works; the values that schemas transform to are not
 * used.
 */
export interface OperationSchemas {
  /** First digits of the sha256 of the contract that generated schemas are from. */
  readonly contract?: string
  /** Schema of the input, as the operation's function takes it. */
  readonly input?: StandardSchemaV1
  /** Schemas of the response bodies by status, by range such as `4XX`, or `default`. */
  readonly responses?: Readonly<Record<string, StandardSchemaV1>>
  /** Schema of the items of a stream. */
  readonly items?: StandardSchemaV1
}

/** What is validated, and what an invalid value causes. */
export interface ValidationModes {
  /**
   * Whether an invalid input rejects the call with a SchemaError before a request is sent.
   *
   * @default 'throw'
   */
  requests?: 'off' | 'throw'
  /**
   * What an invalid response body, or an invalid item of a stream, causes: nothing, a call of `onDrift`, or that and a SchemaError.
   *
   * @default 'warn'
   */
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
 * Returns a plugin for `createClient({ plugins: [...] })` that validates the inputs and responses
 * of operations.
 *
 * Warns once for each client when client and schemas are generated from different contracts.
 *
 * @param schemas - Schemas by operation id, or by the names of the generated ones; other operations
 * are not validated.
 * @param options - What invalid values cause; by default inputs throw and responses warn.
 * @throws Calls of the client throw SchemaError for an invalid input, and for an invalid response
 * with `responses: 'throw'`.
 * @example
 * ```ts
 * import { createClient } from '@returning-kit/core'
 * import { validation } from '@returning-kit/validation'
 * import { listCommunityUsersSchemas } from '@returning-kit/validation/operations'
 *
 * const plugin = validation({ listCommunityUsersSchemas }, { responses: 'throw' })
 * const client = createClient({ token: 'fake-token', plugins: [plugin] })
 * ```
 */
export function validation<Name extends string>(
  schemas: { readonly [name in Name]: OperationSchemas },
  options: ValidationOptions<NoInfer<OperationIdOf<Name>>> = {},
): Plugin {
  const { onDrift = warn } = options
  const schemasByName: Readonly<Record<string, OperationSchemas | undefined>> = schemas
  const schemasOf = (id: string) => schemasByName[`${id}Schemas`] ?? schemasByName[id]
  const modesById: Readonly<Record<string, ValidationModes | undefined>> = options.operations ?? {}
  return {
    setup({ hash }) {
      const all = Object.values<OperationSchemas>(schemas)
      if (hash === undefined) return
      if (all.some(({ contract }) => contract !== undefined && contract !== hash))
        warnOfOtherContract()
    },
    async validateInput({ id }, input) {
      const { requests = options.requests } = modesById[id] ?? {}
      if (requests === 'off') return
      const issues = await issuesOf(schemasOf(id)?.input, input)
      if (issues.length === 0) return
      throw new SchemaError(`The input of ${id}`, issues, { data: input, operation: id })
    },
    async validateResponse({ id }, status, body, response) {
      const { responses = options.responses } = modesById[id] ?? {}
      if (responses === 'off') return
      const issues = await issuesOf(responseSchema(schemasOf(id) ?? {}, status), body)
      if (issues.length === 0) return
      onDrift({ operation: id, status, issues: toDriftIssues(issues) })
      if (responses !== 'throw') return
      throw new SchemaError(`The response of ${id}`, issues, {
        data: body,
        operation: id,
        response,
      })
    },
    async validateItem({ id }, { item, index, response }) {
      const { responses = options.responses } = modesById[id] ?? {}
      if (responses === 'off') return
      const issues = await issuesOf(schemasOf(id)?.items, item)
      if (issues.length === 0) return
      onDrift({ operation: id, status: response.status, index, issues: toDriftIssues(issues) })
      if (responses !== 'throw') return
      throw new SchemaError(`Item ${index} of the response of ${id}`, issues, {
        data: item,
        operation: id,
        response,
        index,
      })
    },
  }
}

function warnOfOtherContract(): void {
  console.warn(
    'The client and its validators are generated from different contracts; install the same release of both packages.',
  )
}
