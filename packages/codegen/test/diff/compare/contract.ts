import type { PackageReport } from '../../../src/diff/comparison.ts'
import { contractHash, type ParsedContract } from '../../../src/internal.ts'
import type { Document } from '../../../src/openapi/document.ts'

/** JSON of a contract, or a part of it. */
export type Node = {
  [name: string]: Node | (Node | string)[] | string | number | boolean | null | undefined
}

/** A path item and the component schemas that it uses. */
export interface OperationFixture {
  /** The path item. Its `path` is taken as the path. */
  item: Node
  schemas: Node
}

const json = (schema: Node) => ({ content: { 'application/json': { schema } } })

/**
 * Returns the operation that the changes of the tables start from. The names of its schemas end
 * with its index.
 */
export function operationFixture(index: number): OperationFixture {
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
            headers: { 'x-remaining': { schema: { type: 'integer' } } },
            ...json(ref('Receipt')),
          },
          404: { description: 'Not found.', ...json(ref('Problem')) },
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
      [`Receipt${index}`]: {
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
          self: ref('Receipt'),
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

/** Returns a contract with these operations. */
export function contractOf(
  operations: readonly OperationFixture[],
  webhooks: Node = {},
  rest: Node = {},
  schemes: Node = {},
): ParsedContract {
  const paths = operations.map(
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
      schemas: Object.assign({}, ...operations.map(({ schemas }) => schemas)),
      securitySchemes: {
        key: { type: 'apiKey', in: 'header', name: 'x-key' },
        other: { type: 'http', scheme: 'bearer' },
        ...schemes,
      },
    },
    ...rest,
  } as unknown as Document
  return { document, hash: contractHash(document), files: [] }
}

/** Returns the notices of a package with what they say and reach. */
export const summary = ({ notices }: Pick<PackageReport, 'notices'>) =>
  notices.map(({ bump, message, functions }) => ({ bump, message, functions }))
