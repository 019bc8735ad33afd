import { contractHash, type ParsedContract } from '../../../src/index.ts'
import type { Document } from '../../../src/openapi/document.ts'

/** JSON of a contract before types know it. */
export type Node = {
  [name: string]: Node | (Node | string)[] | string | number | boolean | null | undefined
}

/** One operation and what it stands on, before a change and after it. */
export interface Small {
  /** The path item. */
  item: Node
  schemas: Node
}

const json = (schema: Node) => ({ content: { 'application/json': { schema } } })

/** The operation every change of the table starts from; its schemas carry its number. */
export function small(index: number): Small {
  const ref = (name: string) => ({ $ref: `#/components/schemas/${name}${index}` })
  return {
    item: {
      post: {
        operationId: `op${index}`,
        summary: 'Order something',
        description: 'Orders it.',
        security: [{ key: [] }],
        parameters: [
          { name: 'id', in: 'path', required: true, schema: { type: 'string' } },
          { name: 'sort', in: 'query', schema: { type: 'string', enum: ['up', 'down'] } },
          { name: 'limit', in: 'query', schema: { type: 'integer', maximum: 100 } },
          { name: 'x-trace', in: 'header', schema: { type: 'string' } },
          { name: 'tags', in: 'query', schema: { type: 'array', items: { type: 'string' } } },
        ],
        requestBody: { required: true, ...json(ref('Order')) },
        responses: {
          200: {
            description: 'Done.',
            headers: { 'x-left': { schema: { type: 'integer' } } },
            ...json(ref('Answer')),
          },
          404: { description: 'Not there.', ...json(ref('Problem')) },
        },
      },
    },
    schemas: {
      [`Order${index}`]: {
        type: 'object',
        additionalProperties: false,
        required: ['name', 'kind'],
        properties: {
          name: { type: 'string', maxLength: 40, description: 'A name.' },
          kind: { type: 'string', enum: ['a', 'b'] },
          note: { type: ['string', 'null'] },
          count: { type: 'number' },
          when: { type: 'string' },
          parts: {
            type: 'array',
            items: { type: 'object', required: ['sku'], properties: { sku: { type: 'string' } } },
          },
          pay: { oneOf: [ref('Card'), ref('Bank')] },
        },
      },
      [`Card${index}`]: {
        type: 'object',
        required: ['card'],
        properties: { card: { type: 'string' } },
      },
      [`Bank${index}`]: {
        type: 'object',
        required: ['iban'],
        properties: { iban: { type: 'string' } },
      },
      [`Answer${index}`]: {
        type: 'object',
        required: ['id', 'state'],
        properties: {
          id: { type: 'string', description: 'Its id.' },
          state: { type: 'string', enum: ['new', 'done'] },
          price: { type: 'number' },
          count: { type: 'integer', maximum: 10 },
          note: { type: ['string', 'null'] },
          email: { type: 'string', maxLength: 80 },
          lines: {
            type: 'array',
            items: {
              type: 'object',
              properties: { sku: { type: 'string' }, size: { type: 'string' } },
            },
          },
          by: { oneOf: [{ type: 'string' }, { type: 'integer' }] },
          self: ref('Answer'),
        },
      },
      [`Problem${index}`]: {
        type: 'object',
        required: ['code'],
        properties: { code: { type: 'string', enum: ['x', 'y'] } },
      },
    },
  }
}

/** A contract of all of them, each at a path of its own. */
export function world(
  parts: readonly Small[],
  webhooks: Node = {},
  rest: Node = {},
): ParsedContract {
  const paths = parts.map(
    ({ item }, index) =>
      [(item['path'] as string | undefined) ?? `/op${index}/{id}`, item] as const,
  )
  const document = {
    openapi: '3.1.0',
    info: { title: 'Test', version: '1' },
    servers: [{ url: 'https://api.example.com' }],
    paths: Object.fromEntries(
      paths
        .filter(([, item]) => Object.keys(item).length > 0)
        .map(([path, { path: _, ...item }]) => [path, item]),
    ),
    webhooks,
    components: {
      schemas: Object.assign({}, ...parts.map(({ schemas }) => schemas)),
      securitySchemes: {
        key: { type: 'apiKey', in: 'header', name: 'x-key' },
        other: { type: 'http', scheme: 'bearer' },
      },
    },
    ...rest,
  } as unknown as Document
  return { document, hash: contractHash(document), files: [] }
}
