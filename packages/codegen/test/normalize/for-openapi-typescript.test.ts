import { expect, it } from 'vitest'
import { writeTypes } from '../../src/emit/types/types.ts'

function typesOf(schemas: Record<string, unknown>): string {
  const document = { openapi: '3.1.0', info: { title: 'Test', version: '1' }, paths: {} }
  return writeTypes(JSON.stringify({ ...document, components: { schemas } }))
}

it('types what a reference to an id or an anchor leads to as unknown', () => {
  const types = typesOf({
    Tree: {
      $id: 'https://contract.example/tree',
      type: 'object',
      properties: {
        parent: { $ref: '#' },
        label: { $ref: '#label' },
        size: { $ref: '#/$defs/size' },
        owner: { $ref: 'https://contract.example/user' },
        name: { $ref: '#/components/schemas/Name' },
      },
      $defs: { size: { type: 'integer' } },
    },
    Name: { type: 'string' },
  })
  for (const name of ['parent', 'label', 'size', 'owner'])
    expect(types).toContain(`${name}?: unknown;`)
  expect(types).toContain(`name?: components["schemas"]["Name"];`)
})

it('types a combination with a boolean schema as the rest of it', () => {
  const types = typesOf({ Name: { allOf: [true, { type: 'string' }] } })
  expect(types).toContain('Name: unknown & string;')
})

it('reads definitions that are boolean schemas', () => {
  const types = typesOf({ Name: { type: 'object', $defs: { any: true, none: false } } })
  expect(types).toContain('any: unknown;')
})
