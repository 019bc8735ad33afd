const id = { type: 'string', pattern: '^[0-9a-f]{24}$' }

/** A contract with a parameter of each style, an enum, a map and a union. */
export const document = {
  openapi: '3.1.0',
  info: { title: 'Shop', version: '1' },
  servers: [{ url: 'https://api.example.com/v1' }, { url: 'https://{region}.example.net' }],
  paths: {
    '/orders': {
      get: {
        operationId: 'listOrders',
        parameters: [
          { name: 'limit', in: 'query', schema: { type: 'integer', maximum: 100 } },
          { name: 'tags', in: 'query', schema: { type: 'array', items: { type: 'string' } } },
          {
            name: 'ids',
            in: 'query',
            explode: false,
            schema: { type: 'array', items: { type: 'integer' } },
          },
          {
            name: 'sizes',
            in: 'query',
            style: 'pipeDelimited',
            explode: false,
            schema: { type: 'array', items: { type: 'integer' } },
          },
          {
            name: 'filter',
            in: 'query',
            style: 'deepObject',
            schema: {
              type: 'object',
              properties: {
                state: { $ref: '#/components/schemas/State' },
                min: { type: 'integer' },
              },
            },
          },
          { name: 'X-Trace', in: 'header', schema: { type: 'integer' } },
        ],
        responses: {
          200: {
            description: 'Orders.',
            headers: { 'X-Total': { schema: { type: 'integer' } } },
            content: {
              'application/json': {
                schema: { type: 'array', items: { $ref: '#/components/schemas/Order' } },
              },
            },
          },
        },
      },
      post: {
        operationId: 'createOrder',
        requestBody: {
          content: {
            'application/json': { schema: { $ref: '#/components/schemas/Order' } },
            'application/x-www-form-urlencoded': { schema: { $ref: '#/components/schemas/Order' } },
          },
        },
        responses: { 201: { description: 'Created.' } },
      },
    },
    '/orders/{orderId}': {
      get: {
        operationId: 'getOrder',
        parameters: [{ name: 'orderId', in: 'path', required: true, schema: id }],
        responses: { 200: { description: 'An order.' } },
      },
    },
    '/orders/latest': {
      get: { operationId: 'getLatestOrder', responses: { 200: { description: 'An order.' } } },
    },
    '/files/{name}.{extension}': {
      get: { operationId: 'getFile', responses: { 200: { description: 'A file.' } } },
    },
  },
  components: {
    schemas: {
      State: { type: 'string', enum: ['open', 'closed'] },
      Order: {
        type: 'object',
        properties: {
          state: { $ref: '#/components/schemas/State' },
          note: { type: 'string', maxLength: 10 },
          total: { type: 'number', minimum: 0 },
          rates: { type: 'object', additionalProperties: { type: 'number' } },
        },
      },
    },
    securitySchemes: { key: { type: 'apiKey', in: 'query', name: 'api_key' } },
  },
}
