import { execFile } from 'node:child_process'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import type { Config } from '../../src/config/config.ts'
import { folderJob } from '../../src/pipeline/job.ts'
import { runPipeline } from '../../src/pipeline/run.ts'
import { compileProject, createEmptyProject } from './empty-project.ts'

const run = promisify(execFile)
const repository = join(import.meta.dirname, '../../../..')
const tsc = join(repository, 'node_modules/.bin/tsc')
let folder: string

beforeAll(async () => {
  folder = await createEmptyProject()
})
afterAll(() => rm(folder, { recursive: true }))
beforeEach(async () => {
  for (const name of ['src', 'tsconfig.json'])
    await rm(join(folder, name), { recursive: true, force: true })
  await mkdir(join(folder, 'src'))
  await writeFile(join(folder, 'src/main.ts'), main)
})

// It has every kind of generated file.
const document = join(import.meta.dirname, '../fixtures/dates.yaml')
const main = `import { createClient } from './api/client.gen.js'
import { listUsers } from './api/operations.gen.js'
import { User } from './api/validators/schemas.gen.js'

const client = createClient()
const result = await listUsers(client)
if (result.ok) for (const user of result.data.items) console.log(User.is(user))
`

async function generate(
  importExtension: NonNullable<Config['importExtension']>,
): Promise<string[]> {
  const out = join(folder, 'src/api')
  await runPipeline(folderJob(document, out, { importExtension, dates: 'Date', int64: 'bigint' }))
  const files = (await readdir(out, { recursive: true })).filter((file) => file.endsWith('.gen.ts'))
  const texts = await Promise.all(files.map((file) => readFile(join(out, file), 'utf8')))
  const ends = texts.flatMap((text) => [...text.matchAll(/ from '\.[^']*\.gen(\.\w+|)'/g)])
  return [...new Set(ends.map(([, end]) => end ?? ''))]
}

const writeConfig = (compilerOptions: object) =>
  writeFile(
    join(folder, 'tsconfig.json'),
    JSON.stringify({
      compilerOptions: { ...compilerOptions, skipDefaultLibCheck: true },
      include: ['src'],
    }),
  )

it('compiles in a project of `tsc --init`', async () => {
  await run(tsc, ['--init'], { cwd: folder })
  expect(await generate('auto')).toEqual(['.js'])
  expect(await compileProject(folder)).toBe('')
}, 60_000)

it.each([
  ['.js', { module: 'nodenext' }],
  ['.ts', { module: 'nodenext', allowImportingTsExtensions: true, noEmit: true }],
  ['.ts', { module: 'nodenext', rewriteRelativeImportExtensions: true }],
  ['', { module: 'esnext', moduleResolution: 'bundler', noEmit: true }],
])(
  'ends imports with %j under %j, which compiles',
  async (end, options) => {
    await writeConfig({ ...options, target: 'esnext', types: [], strict: true, rootDir: 'src' })
    expect(await generate('auto')).toEqual([end])
    expect(await compileProject(folder)).toBe('')
  },
  60_000,
)

it('follows `extends`', async () => {
  await writeFile(
    join(folder, 'base.json'),
    `{ "compilerOptions": { "moduleResolution": "Bundler", /* a comment */ } }`,
  )
  await writeFile(join(folder, 'tsconfig.json'), `{ "extends": "./base.json" }`)
  expect(await generate('auto')).toEqual([''])
})

it('ends imports as the configuration says', async () => {
  await writeConfig({ module: 'nodenext' })
  expect(await generate('.ts')).toEqual(['.ts'])
  expect(await generate('')).toEqual([''])
})
