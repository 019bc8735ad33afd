import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { GenerationError, generate, readContract } from '../../src/internal.ts'
import { mendDocument } from '../../src/normalize/mend/mend-document.ts'
import { valueAt } from '../../src/openapi/json-pointer.ts'
import { folderJob } from '../../src/pipeline/job.ts'
import { singleFolderLayout } from '../../src/pipeline/layout.ts'
import { type Report, reportText } from '../../src/pipeline/report.ts'
import { runPipeline } from '../../src/pipeline/run.ts'
import { compileProject, createEmptyProject } from './empty-project.ts'

const document = join(import.meta.dirname, '../fixtures/broken.yaml')
let folder: string
let report: Report

beforeAll(async () => {
  folder = await createEmptyProject()
  report = await runPipeline(folderJob(document, folder))
}, 120_000)
afterAll(() => rm(folder, { recursive: true }))

const expectedProblems = [
  '3 description is null; it is left out.',
  '4 tags is null; it is left out.',
  '10 the reference #/components/parameters/gone leads nowhere; it is left out.',
  '13 summary is null; it is left out.',
  '17 404 is null; an empty object is assumed.',
  '18 the reference #/components/responses/gone leads nowhere; it is left out.',
  '27 /none is null; an empty object is assumed.',
  '35 required is not an array of names; the object with this property requires it.',
  '36 the pattern (?<!x is not a regular expression; it is left out.',
  '37 format is null; it is left out.',
  '38 any is null; an empty object is assumed.',
  '39 the reference #/components/schemas/gone leads nowhere; any value is accepted.',
  '40 the reference #/components/schemas/Loop leads nowhere; any value is accepted.',
  '42 Nothing is null; an empty object is assumed.',
  '9 the path /users/{id} has no {org}; the parameter is left out.',
  '19 GET /users/{id} and PUT /users/{id} have the operationId getUser; the function of PUT /users/{id} is named after its path.',
  '26 the operationId of DELETE /users/{id} is empty; the function of DELETE /users/{id} is named after its path.',
]

// Generates from a document in a folder of its own.
async function generated(text: string, options?: { strict: boolean }, file = 'api.yaml') {
  const own = await mkdtemp(join(tmpdir(), 'lenient-'))
  try {
    await writeFile(join(own, file), text)
    return await runPipeline(folderJob(join(own, file), join(own, 'out'), options))
  } finally {
    await rm(own, { recursive: true })
  }
}

it('mends a document or leaves parts of it out, and reports each of them with its line', () => {
  expect(report.skipped.map(({ line, message }) => `${line} ${message}`)).toEqual(expectedProblems)
  const text = reportText(folderJob(document, folder), report, 0)
  for (const problem of expectedProblems) expect(text).toContain(problem.replace(/^\d+ /, ''))
})

it('generates code that compiles, with the operations that remain', async () => {
  const program = `import { createClient } from './client.gen.ts'
import { deleteUsersId, getUser, getV2, putUsersId } from './operations.gen.ts'
import type { operations, paths } from './types.gen.ts'
import { User } from './validators/schemas.gen.ts'

const client = createClient()
const found = await getUser(client, { id: 'a' })
if (found.ok) {
  found.data.name satisfies string
  found.data.born satisfies string | null | undefined
}
await putUsersId(client, { id: 'a', body: { name: 'a' } })
// @ts-expect-error a property with \`required: true\`
await putUsersId(client, { id: 'a', body: {} })
await deleteUsersId(client, { id: 'a' })
await getV2(client, { id: 'a' })
export type Operations = [operations['get/v2'], paths['/users/{id}']['put']]
console.log(User.is({ name: 'AB-:' }), User.is({ name: '1' }))
`
  await writeFile(join(folder, 'program.ts'), program)
  expect(await compileProject(folder)).toBe('')
})

it('keeps a pattern with the flags of another language', async () => {
  const { User } = await import(join(folder, 'validators/schemas.gen.ts'))
  expect([User.is({ name: 'aB-:' }), User.is({ name: '1' }), User.is({})]).toEqual([
    true,
    false,
    false,
  ])
})

it('rejects the document with `strict`, with the linter and every mended part', async () => {
  const strict = runPipeline(folderJob(document, folder, { strict: true }))
  await expect(strict).rejects.toThrow(/broken\.yaml:16:9 .*`description` must be present/)
  await expect(strict).rejects.toThrow(/broken\.yaml:10:9 the reference #\/components\/parameters/)
})

const head = 'openapi: 3.1.0\ninfo: { title: T, version: 1 }\n'
const loop = "components: { schemas: { A: { $ref: '#/components/schemas/A' } } }\n"

it('reads a document without paths', async () => {
  expect(await generated(head)).toMatchObject({ operations: 0, skipped: [] })
})

it('accepts any value for a schema that refers to itself', async () => {
  const problem = { line: 3, message: expect.stringContaining('leads to itself') }
  expect(await generated(head + loop)).toMatchObject({ skipped: [problem] })
  const json = `{ "openapi": "3.1.0", "info": { "title": "T", "version": "1" },
"components": { "schemas": { "A": { "$ref": "#/components/schemas/A" } } } }`
  expect(await generated(json, undefined, 'api.json')).toMatchObject({
    skipped: [{ ...problem, line: 2 }],
  })
  await expect(generated(head + loop, { strict: true })).rejects.toThrow(/api\.yaml:3:\d+ the ref/)
})

const mistakes = `${head}x-a: { $ref: '#/gone' }
x-b: { $ref: './gone.yaml' }
paths:
  /description: { get: { responses: { 200: {} } } }
  /status: { get: { responses: { ok: { description: Fine. } } } }
  /tags: { get: { tags: users } }
  /operation: { get: gone }
  /object: { get: { parameters: { id: { in: query } } } }
  /name: { get: { parameters: [{ in: query }] } }
  /string: { get: { parameters: [page] } }
  /reference: { get: { parameters: [{ $ref: 5 }] } }
  /twice: { parameters: [{ name: a, in: query }, { name: a, in: header }, { name: a, in: query }] }
  /header: { parameters: [{ name: 'a b', in: header }] }
  /headers: { get: { responses: { 200: { headers: { 'X-"': {} }, content: { "text/\\nplain": {} } } } } }
components:
  schemas:
    Bound: { type: string, maxLength: long }
    Names: { type: object, dependentRequired: { name: [title], required: [name] }, other: { name: 5 } }
    Property: { type: object, properties: gone }
`

it('leaves out what has a wrong type, with its line', async () => {
  const { skipped, operations } = await generated(mistakes)
  expect(operations).toBe(8)
  expect(skipped.map(({ line, message }) => `${line} ${message}`)).toEqual([
    '8 tags is a string; it is left out.',
    '9 get is a string; it is left out.',
    '10 parameters is an object; it is left out.',
    '12 a string is not allowed in this array; it is left out.',
    '13 the reference 5 leads nowhere; it is left out.',
    '16 "X-\\"" cannot be sent as a header; it is left out.',
    '16 "text/\\nplain" cannot be sent as a header; it is left out.',
    '19 maxLength is a string; it is left out.',
    '21 properties is a string; it is left out.',
    '7 "ok" is not a status; its response is left out.',
    '11 a parameter needs a `name` and an `in`; the parameter is left out.',
    '14 the query parameter a is declared twice; the parameter is left out.',
    '15 "a b" is not a header name; the parameter is left out.',
  ])
  await expect(generated(mistakes, { strict: true })).rejects.toThrow(
    /api\.yaml:9:\d+ get is a string/,
  )
})

it('takes a number or a boolean in quotes for one, and a number for a string', async () => {
  const text = `${head}components:
  schemas:
    A: { type: string, maxLength: '3', nullable: 'true', description: 5 }
`
  const { skipped, files } = await generated(text)
  expect(skipped).toEqual([])
  const schemas = files.find(({ file }) => file.endsWith('schemas.gen.ts'))
  expect(schemas?.text).toContain('export type A = string | null')
  expect(schemas?.text).toContain('@maxLength 3')
})

const names = (node: unknown, path: string[] = []): string[][] =>
  Object.entries(typeof node === 'object' && node ? node : {}).flatMap(([key, value]) => [
    [...path, key],
    ...names(value, [...path, key]),
  ])

it('mends any value of a document that has a wrong type, or rejects it with a reason', async () => {
  const { document } = await readContract(join(import.meta.dirname, '../fixtures/openapi-3.2.yaml'))
  const { openapi: _, ...rest } = document
  const wrong = fc.constantFrom<unknown>(
    ...[null, 0, 1.5, true, false, '', 'x', [], ['x'], [null], {}, { x: null }],
    ...[{ $ref: '#/gone' }, { $ref: 5 }, { $ref: null }],
  )
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...names(rest)), wrong, async (path, value) => {
      const changed = structuredClone(document)
      const parent = valueAt(changed, path.slice(0, -1)) as Record<string, unknown>
      parent[path.at(-1) ?? ''] = value
      const { document: mended } = mendDocument(changed)
      await generate({ document: mended }, { layout: singleFolderLayout, skipped: [] }).catch(
        (error: unknown) => expect(error).toBeInstanceOf(GenerationError),
      )
    }),
    { numRuns: 60 },
  )
}, 60_000)

it('changes no document that is valid', async () => {
  const text = await readFile(join(import.meta.dirname, '../fixtures/odd.yaml'), 'utf8')
  const { skipped } = await generated(text)
  expect(skipped).toHaveLength(1)
})
