import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { configProblems } from '../../src/config/check-config.ts'
import { type Config, defineConfig } from '../../src/config/config.ts'
import { findConfig, loadConfig } from '../../src/config/load-config.ts'
import { type Run, run, runProcess } from '../cli/run.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'config-'))
})
afterEach(() => rm(folder, { recursive: true }))

async function load(source: string, name = 'returning-kit.config.mjs') {
  const file = join(folder, name)
  await writeFile(file, source)
  return loadConfig(file)
}

const messageOf = async (source: string) => {
  await writeFile(join(folder, 'returning-kit.config.mjs'), source)
  return messageFrom(run(folder, 'generate'))
}

// Node reads the types, so that the file is read as a user's.
const messageOfTypescript = async (source: string) => {
  await writeFile(join(folder, 'returning-kit.config.ts'), source)
  return messageFrom(runProcess(folder, ['generate']))
}

async function messageFrom(ended: Promise<Run>): Promise<string> {
  const { stderr, ...others } = await ended
  expect(others).toEqual({ code: 2, stdout: '' })
  return stderr
}

it('loads the configuration of one document or of several', async () => {
  const one = await load(`const out = 'api'\nexport default { spec: 'a.yaml', out }`)
  expect(one.configs).toEqual([{ spec: 'a.yaml', out: 'api' }])
  const two = await load(
    `export default [{ spec: 'a.yaml', out: 'a' }, { spec: 'b.yaml', out: 'b' }]`,
  )
  expect(two.configs.map(({ spec }) => spec)).toEqual(['a.yaml', 'b.yaml'])
  expect(findConfig(folder)).toBe(join(folder, 'returning-kit.config.mjs'))
})

it('loads a file again that has changed', async () => {
  await load(`export default { spec: 'a.yaml', out: 'api' }`)
  const { configs } = await load(`export default { spec: 'another.yaml', out: 'api' }`)
  expect(configs[0]?.spec).toBe('another.yaml')
})

it.each([
  [
    `export default {\n  spec: 'a.yaml',\n  out: 'api',\n  filter: {\n    tags: 'pets',\n  },\n}`,
    'returning-kit.config.mjs:5:5 filter.tags must be an array, received a string.',
  ],
  [
    `export default {\n  spec: 'a.yaml',\n  out: 'api',\n  validator: true,\n}`,
    'returning-kit.config.mjs:4:3 validator is unknown. The options are spec, out, headers,',
  ],
  [`export default {\n  spec: 'a.yaml',\n}`, 'returning-kit.config.mjs:1:1 out is missing.'],
  [
    `export default {\n  spec: 'a.yaml',\n  out: 'api',\n  headers: { authorization: 5 },\n}`,
    'returning-kit.config.mjs:4:14 headers.authorization must be a string, received a number.',
  ],
  [
    `export default [\n  { spec: 'a.yaml', out: 'a' },\n  { spec: 'b.yaml', out: 5 },\n]`,
    'returning-kit.config.mjs:3:21 1.out must be a string, received a number.',
  ],
  [
    `export default [{ spec: 'a.yaml', out: 'a' }, {\n  spec: 'b.yaml' }]`,
    'returning-kit.config.mjs:1:47 1.out is missing.',
  ],
  [`export default []`, 'returning-kit.config.mjs:1:1 The configuration has no document.'],
  [`export default 5`, 'returning-kit.config.mjs:1:1 The configuration must be an object,'],
  [`export const config = {}`, 'returning-kit.config.mjs:1:1 The file has no default export.'],
])('rejects %j with its place', async (source, message) => {
  expect(await messageOf(source)).toContain(message)
})

it.each([
  [`export default {`, 'returning-kit.config.ts cannot be loaded: '],
  [
    `import 'not-installed'\nexport default {}`,
    "returning-kit.config.ts imports a module that is not installed: Cannot find package 'not-inst",
  ],
  [`export default null!.spec`, 'returning-kit.config.ts cannot be loaded: line 1: Cannot read'],
])('rejects %j, which is TypeScript', async (source, message) => {
  expect(await messageOfTypescript(source)).toContain(message)
})

it('names a file that does not exist', async () => {
  await expect(loadConfig(join(folder, 'nowhere.ts'))).rejects.toThrow('There is no file')
})

it('checks every option', () => {
  // A value of no option.
  const wrong = Symbol('wrong')
  const config = { spec: 'a.yaml', out: 'api' }
  const known: readonly (keyof Config)[] = [
    'headers',
    'allowHosts',
    'overlays',
    'filter',
    'extensions',
    'operationName',
    'schemaName',
    'modules',
    'importExtension',
    'validators',
    'formats',
    'jsonSchemas',
    'paths',
    'docs',
    'servers',
    'strict',
    'rules',
    'scope',
    'inputs',
  ]
  for (const key of known) {
    expect(configProblems({ ...config, [key]: wrong }), key).toHaveLength(1)
    expect(configProblems({ ...config, [key]: undefined }), key).toEqual([])
  }
})

it('is typed', () => {
  const config = { spec: 'a.yaml', out: 'api', modules: 'single' } as const
  expect(defineConfig(config)).toBe(config)
  expect(defineConfig([config])).toEqual([config])
  // @ts-expect-error There is no such option.
  defineConfig({ spec: 'a.yaml', out: 'api', module: 'single' })
})
