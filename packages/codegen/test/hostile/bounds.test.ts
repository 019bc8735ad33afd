import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { folderJob } from '../../src/pipeline/job.ts'
import type { Report } from '../../src/pipeline/report.ts'
import { runPipeline } from '../../src/pipeline/run.ts'
import { createEmptyProject } from '../pipeline/empty-project.ts'

// Each of these would take years, all memory or the whole stack without a limit.

let folder: string
beforeAll(async () => {
  folder = await createEmptyProject()
}, 60_000)
afterAll(() => rm(folder, { recursive: true }))

async function generated(text: string, file = 'api.yaml'): Promise<Report> {
  await writeFile(join(folder, file), text)
  return runPipeline(folderJob(join(folder, file), join(folder, 'out')))
}

const withSchemas = (schemas: object, paths: object = {}) =>
  generated(
    JSON.stringify({
      openapi: '3.1.0',
      info: { title: 'T', version: '1' },
      paths,
      components: { schemas },
    }),
    'api.json',
  )

const head = "openapi: 3.1.0\ninfo: { title: T, version: '1' }\npaths: {}\n"

it('rejects aliases of YAML that repeat each other', async () => {
  const lines = Array.from({ length: 9 }, (_, index) => {
    const aliases = Array(10).fill(`*a${index}`).join(', ')
    return `x-${index + 1}: &a${index + 1} [${aliases}]\n`
  })
  const bomb = `${head}x-0: &a0 [1, 2, 3]\n${lines.join('')}`
  await expect(generated(bomb)).rejects.toThrow(/api\.yaml:1:1 .*Aliases of YAML repeat \d+ values/)
})

it('accepts aliases that repeat little', async () => {
  const schemas = 'components: { schemas: { A: &a { type: string }, B: *a, C: *a } }\n'
  expect(await generated(head + schemas)).toMatchObject({ validators: 3 })
})

it('rejects an alias that contains itself', async () => {
  const cycle = 'components: { schemas: { A: &a { type: object, properties: { b: *a } } } }\n'
  await expect(generated(head + cycle)).rejects.toThrow(/An alias of YAML leads to the value/)
})

it('rejects values that are nested too deeply', async () => {
  const nested = (depth: number) => `${'{"items":'.repeat(depth)}{}${'}'.repeat(depth)}`
  const yaml = `${head}components: { schemas: { A: ${nested(3000)} } }\n`
  await expect(generated(yaml)).rejects.toThrow(/api\.yaml:4:\d+ .*nesting exceeded/)
  for (const depth of [3000, 100_000]) {
    const json = `{"openapi":"3.1.0","info":{"title":"T","version":"1"},"components":{"schemas":{"A":${nested(depth)}}}}`
    await expect(generated(json, 'api.json')).rejects.toThrow(/nested too deeply/)
  }
  expect(await withSchemas({ A: JSON.parse(nested(80)) })).toMatchObject({ validators: 1 })
})

it('leaves out patterns that take exponential time, and their properties stay allowed', async () => {
  const { skipped, remarks } = await withSchemas({
    Nested: { type: 'string', pattern: '^(a+)+$' },
    Alternatives: { type: 'string', pattern: '^(a|a)*$' },
    NotUnicode: { type: 'string', pattern: '^(a+)+\\-$' },
    Linear: { type: 'string', pattern: '^[a-z]+(-[a-z]+)*$' },
    Base64: { type: 'string', pattern: '^([\\w+/]{4})*([\\w+/]{2}==)?$' },
    Backreference: { type: 'string', pattern: '^(?:(a*)(?:\\1){2})+$' },
    Polynomial: { type: 'string', pattern: '^a*a*$' },
    Names: { type: 'object', patternProperties: { '^(a+)+$': {} }, additionalProperties: false },
  })
  const message = /takes exponential time for some strings; .*; it is left out\.$/
  expect(skipped.map((problem) => message.test(problem.message))).toEqual(Array(5).fill(true))
  expect(remarks.map(({ message }) => message)).toEqual([
    expect.stringContaining('^a*a*$ takes polynomial time'),
  ])
  const { Linear, Nested, Names } = await import(join(folder, 'out/validators/schemas.gen.ts'))
  const value = `${'a'.repeat(50)}!`
  expect([Nested.is(value), Linear.is(value), Names.is({ a: 1 })]).toEqual([true, false, true])
})

it('leaves out a pattern that cannot be analyzed', async () => {
  const pattern = '^(((ab?)\\1*a){2,}a{2,})*$'
  const { skipped } = await withSchemas({ Deep: { type: 'string', pattern } })
  expect(skipped.map(({ message }) => message)).toEqual([
    `the pattern ${pattern} takes too long to analyze; it is left out.`,
  ])
})

it('follows references that lead to themselves once', async () => {
  const to = (name: string) => ({ $ref: `#/components/schemas/${name}` })
  const response = {
    200: { description: '', content: { 'application/json': { schema: to('A') } } },
  }
  const paths = {
    '/a': { get: { operationId: 'a', responses: response } },
    '/b': { $ref: '#/paths/~1b' },
  }
  const schemas = {
    A: { allOf: [to('B')] },
    B: { allOf: [to('A')] },
    C: { oneOf: [to('C'), { type: 'array', items: to('C') }] },
    D: to('E'),
    E: to('D'),
    F: to('F/properties/f'),
    G: { properties: { g: to('G/properties/g') } },
    H: { not: to('H') },
  }
  expect(await withSchemas(schemas, paths)).toMatchObject({ operations: 1 })
})

it('takes linear time for schemas that refer to the next one twice', async () => {
  const next = (index: number) => ({ $ref: `#/components/schemas/S${index + 1}` })
  const kinds = [
    (index: number) => ({ allOf: [next(index), next(index)], unevaluatedProperties: false }),
    (index: number) => ({ oneOf: [next(index), next(index), { type: 'null' }] }),
    (index: number) => ({ required: ['a', 'b'], properties: { a: next(index), b: next(index) } }),
  ]
  for (const kind of kinds) {
    const schemas = Object.fromEntries(Array.from({ length: 50 }, (_, at) => [`S${at}`, kind(at)]))
    const content = { 'application/json': { schema: next(-1) } }
    const post = { operationId: 'a', requestBody: { content }, responses: {} }
    const last = { properties: { a: { type: 'string', readOnly: true } } }
    const report = await withSchemas({ ...schemas, S50: last }, { '/a': { post } })
    expect(report.operations).toBe(1)
  }
})

it('writes an enum of a hundred thousand values', async () => {
  const values = Array.from({ length: 100_000 }, (_, index) => `value ${index}`)
  await withSchemas({ A: { type: 'string', enum: values } })
  expect(await readFile(join(folder, 'out/schemas.gen.ts'), 'utf8')).toContain('value 99999')
})
