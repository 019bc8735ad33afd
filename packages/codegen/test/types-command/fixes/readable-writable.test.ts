import { expect, it } from 'vitest'
import { problemsOf, typesOf } from './types-of.ts'

const text = { type: 'string' }
const Node = {
  type: 'object',
  required: ['id', 'children', 'point', 'shape'],
  properties: {
    id: { ...text, readOnly: true },
    password: { ...text, writeOnly: true },
    children: { type: 'array', items: { $ref: '#/components/schemas/Node' } },
    point: { type: 'array', prefixItems: [text, { type: 'number' }] },
    shape: {
      oneOf: [
        {
          type: 'object',
          required: ['a'],
          properties: { a: text, b: { not: {}, const: undefined } },
        },
        { type: 'object', required: ['b'], properties: { b: text } },
      ],
    },
  },
}
const flags = { readWriteMarkers: true, immutable: true }

it('replaces two helper types', () => {
  const [types, fixed] = typesOf({ Node }, 'readable-writable', flags)
  const declarations = fixed.split(/^(?=export )/m)
  const changed = declarations.filter((one) => !types.includes(one))
  expect(changed.map((one) => one.split(' = ')[0])).toEqual([
    'export type Readable<T>',
    'export type Writable<T>',
  ])
  const [plain, plainFixed] = typesOf({ Node }, 'readable-writable')
  expect(plainFixed).toBe(plain)
})

const programs = {
  'keeps readonly arrays': `
    declare const node: Readable<components['schemas']['Node']>
    node.children.map((child) => child.id.length)`,
  'keeps tuples': `
    declare const node: Readable<{ point: [string, number] }>
    const point: [string, number] = node.point`,
  'keeps narrowing by properties that are never': `
    declare const one: Readable<{ kind: 'a'; a: string; b?: never } | { kind: 'b'; b: string }>
    if (one.b !== undefined) one.kind satisfies 'b'`,
  'keeps branded strings': `
    type Id = string & { readonly brand: 'Id' }
    declare const one: Writable<{ id: Id }>
    const id: Id = one.id`,
}

it.each(Object.entries(programs))('%s', (_, program) => {
  const [types, fixed] = typesOf({ Node }, 'readable-writable', flags)
  expect(problemsOf(types + program)).not.toEqual([])
  expect(problemsOf(fixed + program)).toEqual([])
})

it('leaves out what only one direction has, as before', () => {
  const program = `
    declare const read: Readable<components['schemas']['Node']>
    read.id satisfies string
    // @ts-expect-error a password is only written
    read.password
    const written: Writable<components['schemas']['Node']> =
      { password: 'fake', children: [], point: ['a', 1], shape: { b: 'b' } }
    // @ts-expect-error an id is only read
    const id: Writable<components['schemas']['Node']> = { ...written, id: 'a' }`
  for (const types of typesOf({ Node }, 'readable-writable', { readWriteMarkers: true })) {
    expect(problemsOf(types + program)).toEqual([])
  }
})
