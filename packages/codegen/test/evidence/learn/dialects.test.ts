import { expect, it } from 'vitest'
import { stringify } from 'yaml'
import { learnFrom, recordFor, writeContract } from './contract-folder.ts'

const contract = (openapi: string) => ({
  openapi,
  info: { title: 'Roles', version: '1' },
  servers: [{ url: 'https://roles.example.com' }],
  paths: {
    '/role': {
      get: {
        operationId: 'getRole',
        responses: {
          200: {
            description: 'It.',
            content: { 'application/json': { schema: { $ref: '#/components/schemas/Role' } } },
          },
        },
      },
    },
  },
  components: {
    schemas: {
      Role: {
        type: 'object',
        properties: {
          title: { type: 'string' },
          order: { type: 'integer' },
          limit: { type: 'string', description: 'Its limit.' },
          color: { $ref: '#/components/schemas/Color' },
          extra: { $ref: '#/components/schemas/Anything' },
        },
      },
      Color: { type: 'string' },
      Anything: { description: 'Anything.' },
    },
  },
})

const response = {
  title: null,
  order: 1.5,
  limit: { max: 3 },
  color: null,
  extra: { level: 2 },
  parent: null,
  tags: [],
  mixed: [1, null, 'a'],
}

async function learned(openapi: string) {
  const spec = await writeContract({ 'openapi.yaml': stringify(contract(openapi)) })
  const evidence = await recordFor(spec, [{ path: '/role', response }])
  const { text, suggestions } = await learnFrom(spec, evidence)
  const again = await learnFrom(spec, evidence)
  expect(again.changes).toEqual([])
  expect(again.differences).toBe(0)
  expect(suggestions).toEqual([])
  return text.slice(text.indexOf('    Role:'))
}

it('writes lists of types in OpenAPI 3.1', async () => {
  expect(await learned('3.1.0')).toMatchInlineSnapshot(`
    "    Role:
          type: object
          properties:
            title:
              type: [string, 'null']
            order:
              type: number
            limit:
              description: Its limit.
              anyOf:
                - type: string
                - type: object
                  properties:
                    max:
                      type: integer
            color:
              anyOf:
                - $ref: '#/components/schemas/Color'
                - type: 'null'
            extra:
              $ref: "#/components/schemas/Anything"
            parent:
              description: Observed in responses; its meaning is not documented.
            tags:
              type: array
              items: {}
              description: Observed in responses; its meaning is not documented.
            mixed:
              type: array
              items:
                type: [string, integer, 'null']
              description: Observed in responses; its meaning is not documented.
        Color:
          type: string
        Anything:
          description: Anything.
          type: object
          properties:
            level:
              type: integer
    "
  `)
})

it('writes nullable and anyOf in OpenAPI 3.0', async () => {
  expect(await learned('3.0.3')).toMatchInlineSnapshot(`
    "    Role:
          type: object
          properties:
            title:
              type: string
              nullable: true
            order:
              type: number
            limit:
              description: Its limit.
              anyOf:
                - type: string
                - type: object
                  properties:
                    max:
                      type: integer
            color:
              anyOf:
                - $ref: '#/components/schemas/Color'
                - enum: [null]
                  nullable: true
            extra:
              $ref: "#/components/schemas/Anything"
            parent:
              description: Observed in responses; its meaning is not documented.
            tags:
              type: array
              items: {}
              description: Observed in responses; its meaning is not documented.
            mixed:
              type: array
              items:
                anyOf:
                  - type: string
                    nullable: true
                  - type: integer
                    nullable: true
              description: Observed in responses; its meaning is not documented.
        Color:
          type: string
        Anything:
          description: Anything.
          type: object
          properties:
            level:
              type: integer
    "
  `)
})
