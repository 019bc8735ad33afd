import { execFile } from 'node:child_process'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { folderJob } from '../../src/pipeline/job.ts'
import type { Report } from '../../src/pipeline/report.ts'
import { runPipeline } from '../../src/pipeline/run.ts'
import { findDeadTypes } from '../emit/types/dead-types.ts'
import { typeDifferences } from '../emit/types/differential.ts'
import { normalizedDocument } from '../emit/types/typescript-printer.ts'
import { documents, refused } from './documents.ts'
import { type Row, tableText } from './table.ts'

const root = join(import.meta.dirname, '../../../..')
const run = promisify(execFile)
const corpus = join(import.meta.dirname, '../../.vitest/corpus')
const rows: Row[] = []

const config = {
  extends: '../../../../../tsconfig.json',
  include: ['**/*.ts'],
  compilerOptions: { skipLibCheck: false, noUnusedLocals: false },
}

beforeAll(async () => {
  await rm(corpus, { recursive: true, force: true })
})

afterAll(async () => {
  if (rows.length === documents.length)
    await writeFile(join(root, 'docs/benchmarks/corpus.md'), tableText(rows))
})

describe.each(documents)('$name', ({ name, file, program }) => {
  const folder = join(corpus, name.replaceAll(/[^\w.]+/g, '-'))
  let report: Report
  let generated = 0
  let checked = 0
  let samples = 0
  let dead: Row['dead'] = {}

  it('is generated', async () => {
    await mkdir(folder, { recursive: true })
    const began = performance.now()
    report = await runPipeline(folderJob(file, folder))
    generated = performance.now() - began
    await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(config))
    if (program) await writeFile(join(folder, 'program.ts'), program)
  })

  it('has functions without the types of openapi-typescript', async () => {
    const functions = report.files.filter(({ file }) =>
      /\/(schemas|client|operations(\/[^/]+)?)\.gen\.ts$/.test(file),
    )
    expect(functions.length).toBeGreaterThan(2)
    for (const { file } of functions) {
      expect(await readFile(file, 'utf8')).not.toMatch(
        /\/types\.gen\.ts'|(operations|components|paths)\['/,
      )
    }
  })

  it('compiles under strict', async () => {
    const began = performance.now()
    const { stdout } = await run(join(root, 'node_modules/.bin/tsc'), ['-p', folder]).catch(
      (error: { stdout: string }) => error,
    )
    checked = performance.now() - began
    expect(stdout).toBe('')
  })

  it('has types that accept what its schemas accept, and nothing broken', async () => {
    const types = await typeDifferences(await normalizedDocument(file), join(folder, 'samples'))
    const { valid, broken: _, ...differences } = types
    expect(differences).toEqual({ rejected: [], accepted: [], errors: [] })
    samples = valid
  })

  it('has types whose dead parts are counted', () => {
    const found = findDeadTypes(folder)
    expect(found.functions).toBe(report.operations)
    dead = found.dead
  })

  it('sends and receives what the contract describes', async () => {
    const args = [
      '--conditions=@repo/source',
      join(import.meta.dirname, 'exercise.ts'),
      folder,
      file,
      program ? '1' : '0',
    ]
    const { stdout } = await run(process.execPath, args)
    const said = JSON.parse(stdout) as {
      operations: number
      called: number
      right: number
      failed: string[]
      validators: number
      program: [boolean, number][] | null
    }
    expect(said.failed).toEqual([])
    expect(said.validators).toBe(report.validators)
    if (program) expect(said.program?.map(([ok]) => ok)).not.toContain(false)
    const { operations, called, right } = said
    rows.push({ name, report, generated, checked, samples, dead, operations, called, right })
  })
})

it.each(refused)('refuses $name with a sentence', async ({ file }) => {
  await expect(runPipeline(folderJob(file, join(corpus, 'refused')))).rejects.toThrow(
    /:\d+:\d+ This is Swagger 2\.0; OpenAPI 3\.0, 3\.1 and 3\.2 are supported\. Convert it first/,
  )
})
