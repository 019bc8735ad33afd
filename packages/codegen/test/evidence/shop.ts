/** A contract with a bit of everything that calls can contradict. */
export const shop = {
  openapi: '3.1.0',
  info: { title: 'Shop', version: '1' },
  servers: [{ url: 'https://shop.example.com/v1' }],
  paths: {
    '/orders': {
      get: {
        operationId: 'listOrders',
        parameters: [
          { name: 'limit', in: 'query', schema: { type: 'integer', maximum: 100 } },
          { name: 'sort', in: 'query', required: true, schema: { enum: ['newest', 'oldest'] } },
          {
            name: 'filter',
            in: 'query',
            style: 'deepObject',
            schema: { type: 'object', properties: { min: { type: 'integer' } } },
          },
          {
            name: 'tags',
            in: 'query',
            schema: { type: 'array', items: { type: 'string', maxLength: 5 } },
          },
          { name: 'X-Tenant', in: 'header', required: true, schema: { type: 'integer' } },
        ],
        responses: {
          200: {
            description: 'A page of orders.',
            headers: { 'X-Total': { schema: { type: 'integer' } } },
            content: { 'application/json': { schema: { $ref: '#/components/schemas/OrderPage' } } },
          },
          400: { $ref: '#/components/responses/BadRequest' },
        },
      },
      post: {
        operationId: 'createOrder',
        requestBody: {
          required: true,
          content: { 'application/json': { schema: { $ref: '#/components/schemas/NewOrder' } } },
        },
        responses: {
          201: {
            description: 'The order.',
            content: { 'application/json': { schema: { $ref: '#/components/schemas/Order' } } },
          },
          204: { description: 'Nothing.' },
          '4XX': { $ref: '#/components/responses/BadRequest' },
        },
      },
    },
    '/orders/{orderId}': {
      get: {
        operationId: 'getOrder',
        parameters: [{ name: 'orderId', in: 'path', required: true, schema: { type: 'integer' } }],
        responses: {
          200: {
            description: 'The order.',
            content: { 'application/json': { schema: { $ref: '#/components/schemas/Order' } } },
          },
        },
      },
    },
  },
  components: {
    responses: {
      BadRequest: {
        description: 'It was rejected.',
        content: { 'application/json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
    schemas: {
      Problem: {
        type: 'object',
        properties: { message: { type: 'string' } },
        required: ['message'],
      },
      OrderPage: {
        type: 'object',
        properties: {
          data: { type: 'array', maxItems: 3, items: { $ref: '#/components/schemas/Order' } },
          next: { type: ['string', 'null'], minLength: 2 },
        },
        required: ['data'],
        additionalProperties: false,
      },
      Order: {
        type: 'object',
        properties: {
          id: { $ref: '#/components/schemas/Id' },
          state: { type: 'string', enum: ['open', 'closed'] },
          total: { type: 'number', minimum: 0, multipleOf: 0.01 },
          count: { type: 'integer', exclusiveMaximum: 1000 },
          paid: { type: 'boolean' },
          createdAt: { type: 'string', format: 'date-time' },
          day: { type: 'string', format: 'date' },
          version: { const: 1 },
          code: { type: 'string', maxLength: 8 },
          lines: { type: 'array', minItems: 1, items: { $ref: '#/components/schemas/Line' } },
          rates: { type: 'object', additionalProperties: { type: 'number' } },
          owner: {
            oneOf: [{ $ref: '#/components/schemas/Person' }, { $ref: '#/components/schemas/Firm' }],
          },
          extra: { description: 'Anything.' },
        },
        required: ['id', 'state'],
      },
      Id: { type: 'string', pattern: '^[0-9a-f]{8}$' },
      Line: {
        type: 'object',
        allOf: [{ properties: { sku: { type: 'string' } }, required: ['sku'] }],
        properties: { amount: { type: 'integer' } },
      },
      Person: {
        type: 'object',
        properties: { kind: { const: 'person' }, email: { type: 'string', format: 'email' } },
        required: ['kind', 'email'],
      },
      Firm: {
        type: 'object',
        properties: { kind: { const: 'firm' }, vat: { type: 'string' } },
        required: ['kind', 'vat'],
      },
      NewOrder: {
        type: 'object',
        properties: {
          note: { type: 'string' },
          lines: { type: 'array', items: { $ref: '#/components/schemas/Line' } },
          id: { type: 'string', readOnly: true },
        },
        required: ['lines', 'id'],
      },
    },
  },
}

/** An order that the contract declares, and all of it. */
export const order = {
  id: '0a1b2c3d',
  state: 'open',
  total: 19.99,
  count: 3,
  paid: true,
  createdAt: '2026-01-31T12:00:00Z',
  day: '2026-01-31',
  version: 1,
  code: 'ABC',
  lines: [{ sku: 'A-1', amount: 2 }, { sku: 'B-2' }],
  rates: { alice: 1.5, bob: 2 },
  owner: { kind: 'person', email: 'jane@example.com' },
}
