import { expect, it } from 'vitest'
import { component, typesOf } from './types-of.ts'

const Level = { type: 'string', enum: ['low', 'high'], additionalProperties: true }
const schemas = {
  Level,
  Nullable: { ...Level, nullable: true },
  Both: { ...Level, type: ['string', 'null'] },
  List: { type: 'array', items: Level },
  One: { type: 'object', properties: { level: Level, strict: { type: 'string', enum: ['x'] } } },
  Map: { type: 'object', additionalProperties: Level },
  End: { type: 'string' },
}

it('completes the values of a string enum that accepts others', () => {
  const [types, fixed] = typesOf(schemas, 'loose-enums')
  const loose = '("low" | "high") | (string & {})'
  expect(component(types, 'Level')).toBe('string;')
  expect(component(fixed, 'Level')).toBe(`${loose};`)
  expect(component(types, 'One')).toBe('{ level?: string; strict?: "x"; };')
  expect(component(fixed, 'One')).toBe(`{ level?: ${loose}; strict?: "x"; };`)
  expect(component(fixed, 'List')).toBe(`(${loose})[];`)
  expect(component(fixed, 'Map')).toBe(`{ [key: string]: ${loose}; };`)
  // As in the merged change of openapi-typescript.
  expect(component(fixed, 'Nullable')).toBe('("low" | "high" | null) | (string & {});')
  expect(component(fixed, 'Both')).toBe(`(${loose}) | null;`)
})

it('uses the enum with --enum', () => {
  const [types, fixed] = typesOf(schemas, 'loose-enums', { enum: true })
  expect(types).not.toContain('enum Level')
  expect(component(fixed, 'Level')).toBe('Level | (string & {});')
  expect(component(fixed, 'One')).toBe('{ level?: OneLevel | (string & {}); strict?: OneStrict; };')
  expect(fixed).toContain('export enum OneLevel {\n    low = "low",\n    high = "high"\n}')
})
