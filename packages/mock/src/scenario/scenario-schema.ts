import type { Condition } from './condition.ts'
import {
  disconnectTimes,
  type OperationId,
  type Scenario,
  type ScriptedResponse,
} from './scenario.ts'
import type { SchemaOf } from './schema-of.ts'

// `bindScenario` checks operation ids and bodies, because the schema does not know the contract.
type ScriptedResponseShape = Omit<ScriptedResponse, 'body'> & { readonly body?: unknown }
type ScenarioShape = Omit<Scenario, 'responses'> & {
  readonly responses?: Readonly<Record<string, readonly ScriptedResponseShape[]>>
}

const milliseconds: SchemaOf<number> = { type: 'number', minimum: 0, maximum: 600_000 }
const operationId: SchemaOf<OperationId> = { type: 'string' }
const strings = { type: 'object', additionalProperties: { type: 'string' } } as const

/** JSON Schema of a {@link Condition}. */
export const conditionSchema: SchemaOf<Condition> = {
  type: 'object',
  additionalProperties: false,
  properties: {
    path: strings,
    query: strings,
    header: strings,
    body: { type: 'object', additionalProperties: true },
  },
}

/** JSON Schema of a {@link ScriptedResponse}. */
export const scriptedResponseSchema: SchemaOf<ScriptedResponseShape> = {
  type: 'object',
  additionalProperties: false,
  properties: {
    when: conditionSchema,
    times: { anyOf: [{ type: 'integer', minimum: 1 }, { const: 'always' }] },
    latency: milliseconds,
    retryAfter: { anyOf: [{ type: 'integer', minimum: 0 }, { type: 'string' }] },
    headers: {
      type: 'object',
      additionalProperties: { type: 'string', pattern: '^[\\t\\x20-\\x7e]*$' },
    },
    disconnect: { enum: disconnectTimes },
    status: { type: 'integer', minimum: 200, maximum: 599 },
    body: true,
  },
}

/** JSON Schema of a {@link Scenario}. Its type ensures that both have the same properties. */
export const scenarioSchema: SchemaOf<ScenarioShape> = {
  type: 'object',
  additionalProperties: false,
  properties: {
    responses: {
      type: 'object',
      additionalProperties: {
        type: 'array',
        items: scriptedResponseSchema,
      },
    },
    collections: {
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        properties: {
          list: operationId,
          items: {
            anyOf: [
              { type: 'integer', minimum: 0, maximum: 1_000_000 },
              { type: 'array', items: { type: 'object', additionalProperties: true } },
            ],
          },
          create: operationId,
          read: operationId,
          update: operationId,
          remove: operationId,
          id: { type: 'string', minLength: 1 },
        },
      },
    },
    credentials: {
      type: 'object',
      additionalProperties: false,
      properties: {
        expired: { type: 'array', items: { type: 'string' } },
        uses: { type: 'integer', minimum: 1 },
      },
    },
    faults: {
      type: 'object',
      additionalProperties: false,
      properties: {
        rate: { type: 'number', minimum: 0, maximum: 1 },
        seed: { type: 'string' },
        operations: { type: 'array', items: operationId },
      },
    },
    latency: milliseconds,
  },
}
