import { contractOf, type Node } from './contract.ts'

/** The webhook of a contract, as far as tests vary it. */
export interface WebhookFixture {
  direction: 'incoming' | 'outgoing'
  properties: Node
  required?: string[]
  /** Status of its provenance. A provisional payload is `unknown` in the package of webhooks. */
  status?: string
  summary?: string
}

/** Returns a contract with one webhook, whose body is the schema `Body`. */
export function webhookContract({
  direction,
  properties,
  required = [],
  status = 'documented',
  summary: text = 'It happened',
}: WebhookFixture) {
  const post = {
    operationId: 'onHook',
    summary: text,
    'x-direction': direction,
    'x-provenance': { status, source: 'https://example.com', asOf: '2026-01-01' },
    requestBody: {
      required: true,
      content: { 'application/json': { schema: { $ref: '#/components/schemas/Body' } } },
    },
    responses: { 200: { description: 'Accepted.' } },
  }
  return contractOf([{ item: {}, schemas: { Body: { type: 'object', properties, required } } }], {
    hook: { post },
  })
}
