import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { folderJob } from '../../src/pipeline/job.ts'
import { runPipeline } from '../../src/pipeline/run.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ids-'))
})
afterEach(() => rm(folder, { recursive: true }))

const contract = (ref: string) => ({
  openapi: '3.1.0',
  info: { title: 'Ids', version: '1' },
  paths: {},
  components: {
    schemas: {
      Pet: {
        $id: 'https://example.com/schemas/pet',
        type: 'object',
        properties: { owner: { $ref: ref }, name: { $ref: '#/$defs/name' } },
        $defs: { name: { type: 'string' } },
      },
      Owner: { $id: 'https://example.com/schemas/owner', type: 'object' },
    },
  },
})

async function run(ref: string) {
  const file = join(folder, 'api.json')
  await writeFile(file, JSON.stringify(contract(ref)))
  return runPipeline(folderJob(file, join(folder, 'out')))
}

it.each(['https://example.com/schemas/owner', 'owner'])(
  'reads no file for a reference to an $id: %s',
  async (ref) => {
    const { remarks, skipped } = await run(ref)
    expect([...remarks, ...skipped]).toEqual([])
    const schemas = await readFile(join(folder, 'out/schemas.gen.ts'), 'utf8')
    expect(schemas).toContain('export interface Pet {\n  owner?: Owner\n  name?: string\n}')
  },
)

it('rejects a reference to a URL that no schema has', async () => {
  await expect(run('https://example.com/schemas/other')).rejects.toThrow(
    /api\.json:1:\d+ Can't resolve \$ref: Reading from example\.com is not allowed/,
  )
})
