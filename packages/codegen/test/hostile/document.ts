import type { Document } from '../../src/internal.ts'

/** Returns a document that has a payload wherever a document of OpenAPI may have any string. */
export function hostileDocument(payload: string): Document {
  const p = payload
  // A credential of such a name is rejected, which another test proves.
  const credential = p in Object.prototype ? `${p}Key` : p
  const escaped = p.replaceAll('~', '~0').replaceAll('/', '~1')
  const words = { summary: p, description: p, externalDocs: { url: p, description: p } }
  const schema = {
    type: 'object',
    title: p,
    ...words,
    required: [p, 'kind'],
    properties: {
      [p]: { type: 'string', title: p, description: p, default: p, examples: [p], format: p },
      kind: { type: 'string', enum: [p, `${p}2`] },
      constant: { const: { [p]: [p] } },
      pattern: { type: 'string', pattern: p, 'x-enum-descriptions': { [p]: p } },
      sensitive: { type: 'string', 'x-sensitive': true, default: { [p]: p } },
      bounds: { type: 'string', minLength: p, maximum: p, description: p },
      nested: { type: 'object', properties: { [p]: { type: 'array', items: { enum: [p] } } } },
    },
    patternProperties: { [p]: { type: 'string' } },
    dependentRequired: { [p]: [p] },
    additionalProperties: { description: p, const: p },
    'x-provenance': { status: p, source: p, asOf: p },
  }
  const other = { type: 'object', required: ['kind'], properties: { kind: { const: p } } }
  const message = (mediaType: string) => ({
    description: p,
    headers: { [p]: { description: p, schema: { type: 'string', default: p } } },
    content: {
      [mediaType]: { schema: { ...schema }, example: { [p]: p }, examples: { [p]: { value: p } } },
    },
    links: { [p]: { operationId: p, description: p } },
  })
  const parameters = ['query', 'header', 'cookie'].map((location) => ({
    name: `${location}${p}`,
    in: location,
    ...words,
    example: p,
    schema: { type: 'string', enum: [p], default: p, description: p, pattern: p },
  }))
  const webhook = {
    post: {
      operationId: `hook${p}`,
      ...words,
      tags: [p],
      requestBody: message('application/json'),
      responses: {},
    },
  }
  const operation = (id: string) => ({
    operationId: `${id}${p}`,
    tags: [p],
    ...words,
    parameters: [
      {
        name: p,
        in: 'path',
        required: true,
        description: p,
        schema: { type: 'string', example: p },
      },
      ...parameters,
    ],
    security: [{ [credential]: [p] }],
    servers: [{ url: `https://own.example.com/${p}`, description: p }],
    requestBody: { ...message('application/json'), required: true },
    responses: {
      200: message('application/json'),
      404: message('application/json'),
      [p]: message(p),
    },
    callbacks: { [p]: { [p]: webhook } },
    'x-permission': p,
    'x-navigation': p,
    'x-provenance': { status: p, source: p, asOf: p },
    'x-idempotency-key': p,
    'x-envelope': p,
    [`x-${p}`]: p,
  })
  const event = { properties: { event: { const: p }, data: { type: 'string', pattern: p } } }
  const document = {
    openapi: '3.2.0',
    info: { title: p, version: p, description: p, license: { name: p } },
    servers: [
      {
        url: `https://{${p}}.example.com/${p}`,
        variables: { [p]: { default: p, description: p } },
      },
    ],
    tags: [{ name: p, description: p, parent: `${p}2` }, { name: `${p}2` }],
    security: [{ [credential]: [] }],
    'x-envelopes': { [p]: { data: p, meta: p, message: p, ok: { path: p, equals: p } } },
    paths: {
      [`/a/{${p}}`]: {
        description: p,
        post: operation('post'),
        get: { ...operation('get'), requestBody: undefined },
        additionalOperations: { [p]: operation('other') },
      },
      [`/list/${p}`]: {
        get: {
          operationId: 'list',
          tags: [p],
          'x-pagination': { style: 'page', in: 'query', page: `query${p}`, items: p },
          'x-fields': { style: 'csv', params: [`query${p}`] },
          parameters,
          responses: {
            200: {
              description: p,
              content: {
                'application/json': {
                  schema: { type: 'array', items: { $ref: `#/components/schemas/${escaped}` } },
                },
              },
            },
          },
        },
      },
      '/form': {
        post: {
          operationId: 'form',
          requestBody: {
            content: {
              'multipart/form-data': {
                schema,
                encoding: { [p]: { contentType: p, headers: { [p]: { schema: {} } } } },
              },
            },
          },
          responses: { 204: { description: p } },
        },
      },
      '/events': {
        get: {
          operationId: 'events',
          responses: {
            200: { description: p, content: { 'text/event-stream': { itemSchema: event } } },
          },
        },
      },
      '/query': {
        query: {
          operationId: `query${p}`,
          parameters: [
            { name: `whole${p}`, in: 'querystring', content: { [p]: { schema: { const: p } } } },
          ],
          responses: { 204: { description: p } },
        },
      },
    },
    webhooks: {
      [p]: webhook,
      event: {
        post: {
          'x-direction': 'incoming',
          security: [{ [credential]: [] }],
          requestBody: {
            content: {
              'application/json': { schema: { $ref: `#/components/schemas/${escaped}` } },
            },
          },
        },
      },
    },
    components: {
      schemas: {
        [p]: schema,
        [`${p}2`]: { allOf: [{ $ref: `#/components/schemas/${escaped}` }, other], description: p },
        Union: {
          oneOf: [
            { $ref: `#/components/schemas/${escaped}` },
            { $ref: `#/components/schemas/${escaped}2` },
          ],
          discriminator: {
            propertyName: 'kind',
            mapping: { [p]: `#/components/schemas/${escaped}` },
          },
        },
        IntoDefs: { $ref: `#/components/schemas/Defs/$defs/${escaped}` },
        Odd: { type: 'object', discriminator: { propertyName: p, mapping: { [p]: p } } },
        Defs: {
          $defs: { [p]: { const: p } },
          $anchor: p,
          $comment: p,
        },
      },
      securitySchemes: {
        [credential]: { type: 'apiKey', in: 'header', name: p, description: p },
        [`${p}http`]: { type: 'http', scheme: p, bearerFormat: p, description: p },
      },
      responses: { [p]: message('application/json') },
      requestBodies: { [p]: message('application/json') },
    },
  }
  return document as unknown as Document
}
