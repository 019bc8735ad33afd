import { spawn } from 'node:child_process'
import { on, once } from 'node:events'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { JsonReport } from '../../src/cli/json-report.ts'
import { contract } from './contract.ts'
import { cli, run, runProcess } from './run.ts'

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'generate-'))
  await write('api.yaml', contract('listPets'))
})
afterEach(() => rm(folder, { recursive: true }))

const write = (name: string, text: string) => writeFile(join(folder, name), text)
const read = (name: string) => readFile(join(folder, name), 'utf8')
const names = async (name: string) => (await readdir(join(folder, name))).sort()

const generate = (args: readonly string[]) => run(folder, 'generate', ...args)
const generateInProcess = (args: readonly string[], input?: string) =>
  runProcess(folder, ['generate', ...args], input)

const flags = ['--spec', 'api.yaml', '--out', 'out']

it('generates several documents of a configuration in one run', async () => {
  await write('other.yaml', contract('listToys'))
  await write(
    'returning-kit.config.ts',
    `const documents: readonly object[] = [
  { spec: 'api.yaml', out: 'pets' },
  { spec: 'other.yaml', out: 'toys', docs: false },
]
export default documents
`,
  )
  expect(await generateInProcess([])).toMatchObject({ code: 0, stderr: '' })
  expect(await read('pets/operations/untagged.gen.ts')).toContain('listPets')
  expect(await read('toys/operations/untagged.gen.ts')).toContain('listToys')
  expect(await names('toys')).not.toContain('operations.md')
})

it('generates the other documents if one is unusable', async () => {
  await write('other.yaml', 'openapi: 3.1.0\ninfo: [\n')
  await write(
    'returning-kit.config.mjs',
    `export default [{ spec: 'other.yaml', out: 'toys' }, { spec: 'api.yaml', out: 'pets' }]`,
  )
  const { code, stderr } = await generate([])
  expect({ code, stderr }).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/^other\.yaml:\d+:\d+ This is not valid YAML/),
  })
  expect(await names('pets')).toContain('client.gen.ts')
  await expect(names('toys')).rejects.toThrow('ENOENT')
})

it('fails with the remedy under --check, and writes nothing', async () => {
  const missing = await generateInProcess([...flags, '--check'])
  expect(missing.code).toBe(1)
  expect(missing.stderr).toBe(
    'The files are not up to date. Run `returning-kit generate` with the same options, without --check, and commit them.\n',
  )
  await expect(names('out')).rejects.toThrow('ENOENT')
  await generate(flags)
  expect(await generate([...flags, '--check'])).toMatchObject({ code: 0, stderr: '' })
  await write('out/client.gen.ts', 'export {}\n')
  const edited = await generate([...flags, '--check'])
  expect(edited.code).toBe(1)
  expect(edited.stdout).toContain('changed    out/client.gen.ts')
  expect(await read('out/client.gen.ts')).toBe('export {}\n')
})

it('says what the generated code needs, unless it is installed', async () => {
  const hint = 'npm install @returning-kit/runtime'
  expect((await generateInProcess(flags)).stdout).toContain(hint)
  const installed = join(folder, 'node_modules/@returning-kit/runtime')
  await mkdir(installed, { recursive: true })
  await writeFile(join(installed, 'package.json'), '{ "main": "index.js" }')
  await writeFile(join(installed, 'index.js'), '')
  expect((await generateInProcess(flags)).stdout).not.toContain(hint)
})

it('names a file that cannot be written', async () => {
  await write('out', '')
  const { code, stderr } = await generate(flags)
  expect(code).toBe(2)
  expect(stderr).toMatch(/^E[A-Z]+: .*\/out.*\nNo files were written\.\n$/)
})

it('reports stale files under --check', async () => {
  // Only a project has a cache, which does not know this file.
  await write('package.json', '{}')
  await generate(flags)
  await write('out/operations/gone.gen.ts', 'export {}\n')
  const { code, stdout } = await generate([...flags, '--check'])
  expect(code).toBe(1)
  expect(stdout).toContain('removed    out/operations/gone.gen.ts')
  expect(await read('out/operations/gone.gen.ts')).toBe('export {}\n')
})

it('prints its report as JSON', async () => {
  await write('api.yaml', contract('"a#b"').replace("'204'", 'default'))
  const { code, stdout } = await generate([...flags, '--json'])
  const { exitCode, documents } = JSON.parse(stdout) as {
    exitCode: number
    documents: JsonReport[]
  }
  expect([code, exitCode, documents.length]).toEqual([0, 0, 1])
  expect(documents[0]).toMatchObject({ spec: 'api.yaml', out: 'out', outcome: 'done' })
  expect(documents[0]?.files).toContainEqual({ file: 'out/client.gen.ts', change: 'new' })
  expect(documents[0]?.operations).toBeTypeOf('number')
})

it('prints the problems of a document as JSON, with their places', async () => {
  await write('api.yaml', `${contract('listPets')}        - broken\n`)
  const { code, stdout, stderr } = await generate([...flags, '--json'])
  expect({ code, stderr }).toEqual({ code: 2, stderr: '' })
  const { documents } = JSON.parse(stdout) as { documents: JsonReport[] }
  expect(documents[0]).toMatchObject({
    outcome: 'failed',
    problems: [{ file: 'api.yaml', line: 9, message: expect.stringContaining('not valid YAML') }],
  })
})

it('reads the configuration again under --watch, also after a mistake in it', async () => {
  const config = (out: string) =>
    write('returning-kit.config.mjs', `export default { spec: 'api.yaml', out: ${out} }`)
  await config(`'first'`)
  const child = spawn(process.execPath, [cli, 'generate', '--watch'], { cwd: folder })
  const lines = createInterface(child.stdout)
  const problems = createInterface(child.stderr)
  const watching = async () => {
    for await (const [line] of on(lines, 'line')) if (line === 'Watching for changes.') return
  }
  try {
    await watching()
    expect(await names('first')).toContain('client.gen.ts')
    const problem = once(problems, 'line')
    const afterMistake = watching()
    await config('5')
    expect(await problem).toEqual([expect.stringMatching(/:1:\d+ out must be a string/)])
    await afterMistake
    const afterFix = watching()
    await config(`'second'`)
    await afterFix
    expect(await names('second')).toContain('client.gen.ts')
  } finally {
    child.kill()
    await once(child, 'exit')
  }
})

it.each(['YAML', 'JSON'])('reads %s from the standard input', async (format) => {
  const json = {
    openapi: '3.1.0',
    info: { title: 'Pets', version: '1' },
    paths: {
      '/pets': { get: { operationId: 'listPets', responses: { 204: { description: '' } } } },
    },
  }
  const input = format === 'YAML' ? contract('listPets') : JSON.stringify(json)
  const { code, stdout } = await generateInProcess(['--spec', '-', '--out', 'out'], input)
  expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringMatching(/^stdin /) })
  expect(await read('out/operations/untagged.gen.ts')).toContain('listPets')
})

it('names the standard input where it is invalid', async () => {
  const { code, stderr } = await generateInProcess(['--spec', '-', '--out', 'out'], 'openapi: [')
  expect({ code, stderr }).toEqual({
    code: 2,
    stderr: expect.stringMatching(/^stdin:\d+:\d+ This is not valid YAML/),
  })
})

it.each([
  [[], 'There is no returning-kit.config.ts in this folder. Write one, or pass --spec and --out.'],
  [['--config', 'nowhere.ts'], 'There is no file nowhere.ts.'],
  [['--config', 'a.ts', ...flags], 'Pass either --config or --spec.'],
  [[...flags, '--check', '--watch'], 'Pass either --check or --watch.'],
  [['--spec', '-', '--out', 'out', '--watch'], 'The standard input cannot be watched.'],
  [[...flags, '--watch', '--interval', '0'], '--interval must be a number of seconds above 0.'],
  [[...flags, '--interval', '5'], '--interval needs --watch.'],
  [[...flags, '--dates', 'date'], "dates must be one of 'string', 'Date'"],
  [[...flags, '--header', 'secret'], '--header must have the form "Name: value".'],
  [[...flags, '--import-extension', 'mjs'], "importExtension must be one of 'auto', '.js', '.ts'"],
  [[...flags, '--tag', 'cats'], 'filter.tags: cats matches no operation of the document.'],
])('rejects %j', async (args, message) => {
  const { code, stdout, stderr } = await generate(args)
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(stderr).toContain(message)
  expect(stderr).not.toContain('secret')
})
