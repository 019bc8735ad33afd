import { expect, it } from 'vitest'
import { component, typesOf } from './types-of.ts'

const kind = (value: object) => ({
  type: 'object',
  required: ['kind'],
  properties: { kind: { type: 'string', ...value } },
})
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` })
const schemas = {
  Shape: {
    oneOf: [ref('Circle'), ref('Square'), ref('Mapped'), ref('Plain')],
    discriminator: { propertyName: 'kind', mapping: { m: '#/components/schemas/Mapped' } },
  },
  Circle: kind({ enum: ['circle', 'ring'] }),
  Square: kind({ const: 'square' }),
  Mapped: kind({ enum: ['other'] }),
  Plain: kind({}),
  Base: { ...kind({}), discriminator: { propertyName: 'kind' } },
  Child: { allOf: [ref('Base'), kind({ enum: ['child'] })] },
  Unnamed: { allOf: [ref('Base'), { type: 'object', properties: { a: { type: 'string' } } }] },
  End: { type: 'string' },
}

it('takes the values of the alternatives instead of the names of their schemas', () => {
  const [types, fixed] = typesOf(schemas, 'discriminator-values')
  expect(component(types, 'Circle')).toBe('{ kind: "Circle"; };')
  expect(component(fixed, 'Circle')).toBe('{ kind: "circle" | "ring"; };')
  expect(component(types, 'Square')).toBe('{ kind: "Square"; };')
  expect(component(fixed, 'Square')).toBe('{ kind: "square"; };')
})

it('keeps a mapping, and the name where a schema has no value', () => {
  const [, fixed] = typesOf(schemas, 'discriminator-values')
  expect(component(fixed, 'Mapped')).toBe('{ kind: "m"; };')
  expect(component(fixed, 'Plain')).toBe('{ kind: "Plain"; };')
  expect(component(fixed, 'Unnamed')).toContain('kind: "Unnamed";')
})

it('does not make never of an inherited discriminator', () => {
  const [types, fixed] = typesOf(schemas, 'discriminator-values')
  expect(component(types, 'Child')).toContain('kind: "Child"; }')
  expect(component(types, 'Child')).toContain('kind: "child"; }')
  expect(component(fixed, 'Child')).not.toContain('"Child"')
  expect(component(fixed, 'Child')).toContain('kind: "child"; }')
})
