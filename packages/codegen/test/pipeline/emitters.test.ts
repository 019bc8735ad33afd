import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { folderJob } from '../../src/pipeline/job.ts'
import { runPipeline } from '../../src/pipeline/run.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'emitters-'))
})
afterEach(() => rm(folder, { recursive: true }))

const user = { type: 'object', properties: { name: { type: 'string', minLength: 1 } } }

// A description is in no file, but a large document is emitted by threads.
const contract = (description: string, schemas: object = { User: user }) =>
  JSON.stringify({
    openapi: '3.1.0',
    info: { title: 'Users', version: '1', description },
    paths: {
      '/users': {
        get: {
          operationId: 'listUsers',
          responses: {
            200: {
              description: 'OK',
              content: { 'application/json': { schema: { $ref: '#/components/schemas/User' } } },
            },
          },
        },
      },
    },
    components: { schemas },
  })

const short = 'Users.'
const long = short.repeat(50_000)

async function run(name: string, text: string) {
  const file = join(folder, `${name}.json`)
  await writeFile(file, text)
  return runPipeline(folderJob(file, join(folder, name)))
}

async function written(name: string): Promise<Record<string, string>> {
  const files = await readdir(join(folder, name), { recursive: true, withFileTypes: true })
  const texts = files
    .filter((file) => file.isFile())
    .map(async (file) => [file.name, await readFile(join(file.parentPath, file.name), 'utf8')])
  return Object.fromEntries(await Promise.all(texts))
}

it('emits a small document as it emits a large one', async () => {
  const reports = [await run('small', contract(short)), await run('large', contract(long))]
  expect(await written('small')).toEqual(await written('large'))
  for (const { times } of reports) {
    expect(times.types).toBeGreaterThan(0)
    expect(times.validators).toBeGreaterThan(0)
  }
})

it.each([short, long])('reports what the linter finds and writes nothing: %.6s', async (text) => {
  const broken = contract(text).replace('"paths":', '"paths":null,"paths":')
  await expect(run('broken', broken)).rejects.toThrow(/broken\.json:1:\d+ .*[Dd]uplicated/)
  await expect(written('broken')).rejects.toThrow('ENOENT')
})
