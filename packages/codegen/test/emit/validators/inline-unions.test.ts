import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Document, generate } from '../../../src/internal.ts'
import { singleFolderLayout } from '../../../src/pipeline/layout.ts'
import { inThisThread } from '../../../src/pipeline/workers/tasks.ts'
import { compileProject, createEmptyProject } from '../../pipeline/empty-project.ts'
import { compileDocument, type Validators } from './compile-document.ts'

const field = (type: string, properties: object) => ({
  type: 'object',
  required: ['type', 'name'],
  properties: { type: { const: type }, name: { type: 'string' }, ...properties },
  additionalProperties: false,
})
const names = { type: 'array', items: { type: 'string' } }

const schemas = {
  // Its alternatives have parts of their own, whose constants have the same names.
  Field: {
    type: 'object',
    required: ['rest', 'field'],
    properties: {
      rest: names,
      others: names,
      field: { oneOf: [field('text', { rest: names }), field('choice', { names, others: names })] },
    },
  },
  Shape: {
    oneOf: [
      {
        type: 'object',
        required: ['kind'],
        properties: { kind: { const: 'circle' } },
        allOf: [
          { type: 'object', required: ['radius'], properties: { radius: { type: 'number' } } },
          { properties: { name: { type: 'string' } } },
        ],
      },
      {
        type: 'object',
        required: ['kind'],
        properties: { kind: { enum: ['square', 'box'] } },
        allOf: [{ properties: { kind: { const: 'box' }, side: { type: 'number' } } }],
      },
    ],
  },
  Dependent: {
    type: 'object',
    properties: { card: { type: 'string' } },
    dependentSchemas: { card: { type: 'object', required: ['address'] } },
  },
}

const document = {
  openapi: '3.1.0',
  info: { title: 'Unions', version: '1' },
  paths: {},
  components: { schemas },
} as unknown as Document

let folder: string
let validators: Validators

beforeAll(async () => {
  folder = await createEmptyProject()
  validators = await compileDocument(document, join(folder, 'unions'))
}, 120_000)
afterAll(() => rm(folder, { recursive: true }))

const issues = (name: string, value: unknown) =>
  (validators[name]?.['~standard'].validate(value).issues ?? []).map(({ message }) => message)

const text = async (name: string): Promise<string> => {
  const options = { layout: singleFolderLayout, skipped: [], slowEmitters: inThisThread }
  const { files } = await generate({ document }, options)
  const module = files.find(({ file }) => file === 'validators/schemas/other.gen.ts')?.text ?? ''
  return module.match(new RegExp(`^(export )?function check${name}\\(.*?^}`, 'ms'))?.[0] ?? ''
}

it('looks at the type and the tag of a value once', async () => {
  const shape = await text('Shape')
  expect(shape.match(/isObject\(/g)).toHaveLength(1)
  expect(shape).not.toContain("'circle' &&")
  expect((await text('Dependent')).match(/isObject\(/g)).toHaveLength(1)
})

it('uses names again in other blocks', async () => {
  expect(await text('Field')).not.toMatch(/index2|item2|name2/)
})

it('compiles', { timeout: 60_000 }, async () => {
  expect(await compileProject(folder)).toBe('')
})

it('validates the alternative of the tag with all its parts', () => {
  expect(issues('Shape', { kind: 'circle', radius: 1, name: 'a' })).toEqual([])
  expect(issues('Shape', { kind: 'circle', radius: '1', name: 2 })).toEqual([
    'radius must be a number, received string',
    'name must be a string, received number',
  ])
  expect(issues('Shape', 'circle')).toEqual(['The value must be an object, received string'])
})

it('checks the tag again where a part of the alternative allows fewer', () => {
  expect(issues('Shape', { kind: 'box', side: 1 })).toEqual([])
  expect(issues('Shape', { kind: 'square', side: 1 })).toEqual([
    'kind must be "box", received string',
  ])
})

it('validates properties of one name in the object and in an alternative', () => {
  const valid = { rest: ['a'], others: ['b'], field: { type: 'text', name: 'c', rest: ['d'] } }
  expect(issues('Field', valid)).toEqual([])
  expect(issues('Field', { ...valid, rest: [1], field: { ...valid.field, rest: [2] } })).toEqual([
    'rest.0 must be a string, received number',
    'field.rest.0 must be a string, received number',
  ])
  expect(issues('Field', { rest: [], field: { type: 'choice', name: 'c', rest: [] } })).toEqual([
    'field.rest must be absent, received array',
  ])
})

it('validates what a property requires', () => {
  expect(issues('Dependent', { card: '1' })).toEqual([
    'address must be present, received undefined',
  ])
  expect(issues('Dependent', {})).toEqual([])
})
