const milliseconds = { type: 'number', minimum: 0, maximum: 600_000 }
const operation = { type: 'string' }

const answer = {
  type: 'object',
  additionalProperties: false,
  properties: {
    times: { anyOf: [{ type: 'integer', minimum: 1 }, { const: 'always' }] },
    latency: milliseconds,
    retryAfter: { anyOf: [{ type: 'integer', minimum: 0 }, { type: 'string' }] },
    headers: {
      type: 'object',
      additionalProperties: { type: 'string', pattern: '^[\\t\\x20-\\x7e]*$' },
    },
    disconnect: { enum: ['before', 'during'] },
    status: { type: 'integer', minimum: 200, maximum: 599 },
    body: true,
  },
}

/** The shape of a scenario, for one that comes from a file. */
export const scenarioSchema: object = {
  type: 'object',
  additionalProperties: false,
  properties: {
    responses: { type: 'object', additionalProperties: { type: 'array', items: answer } },
    collections: {
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        properties: {
          list: operation,
          items: { type: 'integer', minimum: 0, maximum: 100_000 },
          create: operation,
          read: operation,
          update: operation,
          remove: operation,
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
    latency: milliseconds,
  },
}
