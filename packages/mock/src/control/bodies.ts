import { schemaProblems } from '../scenario/check-response.ts'
import { conditionSchema } from '../scenario/scenario-schema.ts'
import type { SchemaOf } from '../scenario/schema-of.ts'
import type { CallExpectation } from '../verification/expect-calls.ts'
import { type FailOn, failures } from '../verification/run.ts'

/** Thrown for a body that a resource of the control API does not accept. */
export class ControlBodyError extends Error {
  override readonly name = 'ControlBodyError' as const
}

/** Body of `POST /__mock/verification`. */
export interface VerificationBody {
  readonly calls?: Readonly<Record<string, CallExpectation>>
  readonly failOn?: readonly FailOn[]
}

/** Body of `POST /__mock/webhooks/{name}`. */
export interface WebhookBody {
  readonly payload?: unknown
  readonly to?: string
  readonly id?: string
  readonly signing?: { readonly keys?: readonly string[] }
  readonly encryption?: {
    readonly keys?: readonly string[]
    readonly mode?: 'GCM' | 'CBC'
    readonly ivLength?: number
  }
}

const count = { type: 'integer', minimum: 0 } as const

const verificationSchema: SchemaOf<VerificationBody> = {
  type: 'object',
  additionalProperties: false,
  properties: {
    calls: {
      type: 'object',
      additionalProperties: {
        anyOf: [
          count,
          {
            type: 'object',
            additionalProperties: false,
            properties: { times: count, atLeast: count, atMost: count, when: conditionSchema },
          },
        ],
      },
    },
    failOn: { type: 'array', items: { enum: failures } },
  },
}

const keys = { type: 'array', items: { type: 'string' } } as const

const webhookSchema: SchemaOf<WebhookBody> = {
  type: 'object',
  additionalProperties: false,
  properties: {
    payload: true,
    to: { type: 'string' },
    id: { type: 'string', minLength: 1 },
    signing: { type: 'object', additionalProperties: false, properties: { keys } },
    encryption: {
      type: 'object',
      additionalProperties: false,
      properties: { keys, mode: { enum: ['GCM', 'CBC'] }, ivLength: { type: 'integer' } },
    },
  },
}

function check<Body>(schema: SchemaOf<Body>, body: unknown): Body {
  const problems = schemaProblems(schema as object, body ?? {}, 'the body')
  if (problems.length > 0) throw new ControlBodyError(problems.join('; '))
  return (body ?? {}) as Body
}

/** Returns a valid body. Throws ControlBodyError. */
export function verificationBody(body: unknown): VerificationBody {
  return check(verificationSchema, body)
}

/** Returns a valid body. Throws ControlBodyError. */
export function webhookBody(body: unknown): WebhookBody {
  return check(webhookSchema, body)
}
