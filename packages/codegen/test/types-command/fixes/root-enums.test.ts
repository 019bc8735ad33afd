import { expect, it } from 'vitest'
import { typesOf } from './types-of.ts'

const schemas = {
  User: { type: 'object', properties: { role: { type: 'string', enum: ['a'] } } },
  Role: { type: 'string', enum: ['admin', 'member'] },
  On: { type: 'boolean', enum: [true] },
}
const aliases = (types: string) => types.match(/^export (type \w+ = components|enum \w+).*$/gm)

it('exports schemas with an enum, as others', () => {
  const [types, fixed] = typesOf(schemas, 'root-enums', { enum: true, rootTypes: true })
  const enums = ['export enum UserRole {', 'export enum Role {']
  expect(aliases(types)).toEqual([
    "export type SchemaUser = components['schemas']['User'];",
    ...enums,
  ])
  expect(aliases(fixed)).toEqual([
    "export type SchemaUser = components['schemas']['User'];",
    "export type SchemaRole = components['schemas']['Role'];",
    "export type SchemaOn = components['schemas']['On'];",
    ...enums,
  ])
})

it('exports one declaration of a name', () => {
  const flags = { enum: true, rootTypes: true, rootTypesNoSchemaPrefix: true }
  const [types, fixed] = typesOf(schemas, 'root-enums', flags)
  expect(aliases(types)).not.toContain("export type On = components['schemas']['On'];")
  expect(aliases(fixed)).toEqual([
    "export type User = components['schemas']['User'];",
    "export type On = components['schemas']['On'];",
    'export enum UserRole {',
    'export enum Role {',
  ])
  const clash = { ...schemas, UserRole: { type: 'string' } }
  const [clashing, unique] = typesOf(clash, 'root-enums', flags)
  expect(aliases(clashing)).toContain("export type UserRole = components['schemas']['UserRole'];")
  expect(aliases(unique)).not.toContain("export type UserRole = components['schemas']['UserRole'];")
})
