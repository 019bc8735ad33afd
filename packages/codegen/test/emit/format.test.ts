import { execFile } from 'node:child_process'
import { cp, glob, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { folderJob } from '../../src/pipeline/job.ts'
import { runPipeline } from '../../src/pipeline/run.ts'

const root = join(import.meta.dirname, '../../../..')
const folder = join(import.meta.dirname, '../../.vitest/format')

// Formats files as the repository is formatted, and returns Biome's report.
async function format(cwd: string): Promise<string> {
  const config = JSON.parse(await readFile(join(root, 'biome.json'), 'utf8')) as object
  const { formatter, javascript } = config as { formatter: object; javascript: object }
  const assist = { actions: { source: { organizeImports: 'on' } } }
  const settings = { root: true, formatter, javascript, assist, linter: { enabled: false } }
  await writeFile(join(cwd, 'biome.json'), `${JSON.stringify(settings, null, 2)}\n`)
  const biome = join(root, 'node_modules/.bin/biome')
  const { stdout, stderr } = await promisify(execFile)(
    biome,
    ['check', '--max-diagnostics=9', '.'],
    {
      cwd,
    },
  ).catch((error: { stdout: string; stderr: string }) => error)
  // The file of settings is no subject of this test.
  return `${stdout}${stderr}`.includes('.gen.ts') ? `${stdout}${stderr}` : ''
}

it('writes the code of this contract as Biome formats them', async () => {
  const cwd = join(folder, 'contract')
  await rm(cwd, { recursive: true, force: true })
  const generated = glob('packages/{core,validation,webhooks}/src/generated/**/*.gen.ts', {
    cwd: root,
  })
  for await (const file of generated) {
    // These are the types of openapi-typescript.
    if (file.endsWith('/types.gen.ts')) continue
    await mkdir(dirname(join(cwd, file)), { recursive: true })
    await cp(join(root, file), join(cwd, file))
  }
  expect(await format(cwd)).toBe('')
})

it('writes that of a document of everything odd as Biome formats them', async () => {
  const cwd = join(folder, 'odd')
  await rm(cwd, { recursive: true, force: true })
  await runPipeline(folderJob(join(import.meta.dirname, '../fixtures/odd.yaml'), cwd))
  await rm(join(cwd, 'types.gen.ts'))
  expect(await format(cwd)).toBe('')
})

it('writes that of a document whose dates are converted as Biome formats them', async () => {
  const cwd = join(folder, 'dates')
  await rm(cwd, { recursive: true, force: true })
  const document = join(import.meta.dirname, '../fixtures/dates.yaml')
  await runPipeline(folderJob(document, cwd, { dates: 'Date', int64: 'bigint', docs: false }))
  await rm(join(cwd, 'types.gen.ts'))
  expect(await format(cwd)).toBe('')
})
