import { execFile } from 'node:child_process'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { type Diagnostic, type Document, generate } from '../../../src/internal.ts'
import { singleFolderLayout } from '../../../src/pipeline/layout.ts'

const root = join(import.meta.dirname, '../../../../..')
const folder = join(import.meta.dirname, '../../../.vitest/types-compile')
const text = { type: 'string' }
const object = (properties: object, rest: object = {}) => ({ type: 'object', properties, ...rest })
const to = (pointer: string) => ({ $ref: `#/components/schemas/${pointer}` })

const schemas = {
  A: object({ b: object({ c: text }) }),
  Required: object({ b: object({ c: text }) }, { required: ['b'] }),
  List: { type: 'array', items: object({ x: text }) },
  Parts: { allOf: [object({ y: text })], oneOf: [object({ z: text }), { type: 'null' }] },
  Map: { type: 'object', additionalProperties: object({ x: text }) },
  Defs: { $defs: { x: text }, type: 'object' },
  Loop: { ...object({ a: text }), allOf: [to('Loop2')] },
  Loop2: { ...object({ b: text }), allOf: [to('Loop')] },
  Base: { ...object({ kind: text }), oneOf: [to('Child')] },
  Child: { allOf: [to('Base'), object({ c: text })] },
  Nullable: { ...object({ a: text }), type: ['object', 'null'] },
  Requires: { ...object({ b: text }), allOf: [to('Nullable')], required: ['a', 'b'] },
  Closed: { allOf: [to('A'), { type: 'object', additionalProperties: false }] },
  Impossible: { type: 'object', anyOf: [{ enum: ['a'] }, { enum: ['b'] }] },
  Json: { anyOf: [text, { type: 'array', items: to('Json') }] },
  Data: { ...object({ a: text }), example: to('A/items') },
}

const references = [
  'A/properties/b',
  'A/properties/b/properties/c',
  'Required/properties/b/properties/c',
  'List/items/properties/x',
  'Parts/allOf/0',
  'Parts/oneOf/0/properties/z',
  'Map/additionalProperties',
  'Defs/$defs/x',
]

it('writes code that compiles for references into schemas, cycles and contradictions', async () => {
  const parameters = references.map((pointer, index) => ({
    name: `p${index}`,
    in: 'query',
    schema: to(pointer),
  }))
  const get = { operationId: 'getA', parameters, responses: { 204: { description: 'Nothing.' } } }
  const document = {
    openapi: '3.1.0',
    info: { title: 'Test', version: '1' },
    paths: { '/a': { get }, '/shared': { $ref: '#/components/pathItems/Shared' } },
    components: { schemas, pathItems: { Shared: { get: { ...get, operationId: 'getShared' } } } },
  } as unknown as Document
  const skipped: Diagnostic[] = []
  const { files } = await generate({ document }, { layout: singleFolderLayout, skipped })
  await rm(folder, { recursive: true, force: true })
  for (const { file, text } of files) {
    await mkdir(join(folder, dirname(file)), { recursive: true })
    await writeFile(join(folder, file), text)
  }
  const settings = { extends: join(root, 'tsconfig.json'), include: ['**/*.ts'] }
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(settings))
  const tsc = promisify(execFile)(join(root, 'node_modules/.bin/tsc'), ['-p', folder])
  const { stdout } = await tsc.catch((error: { stdout: string }) => error)
  expect(stdout).toBe('')
  expect(skipped.map(({ message }) => message)).toEqual([
    'Json is an array of itself; its items are unknown in `components` of openapi-typescript; the type Json has them',
  ])
}, 60_000)
