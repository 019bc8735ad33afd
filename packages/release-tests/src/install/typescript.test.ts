import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, inject, it } from 'vitest'
import { type CommandResult, runCommand } from '../shell.ts'
import { packageFolder } from '../tools.ts'
import { expected, typescript } from './program.ts'

const project = inject('commonjsProject')

async function compile(compiler: string, options: object): Promise<CommandResult> {
  const name = `${compiler}-${Object.values(options).join('-')}`
  const outDir = join(project, 'compiled', name)
  await mkdir(outDir, { recursive: true })
  await writeFile(join(project, 'program.ts'), typescript)
  const compilerOptions = {
    target: 'es2022',
    lib: ['es2023', 'esnext.disposable', 'dom', 'dom.iterable', 'dom.asynciterable'],
    types: [],
    strict: true,
    skipLibCheck: false,
    rootDir: '.',
    outDir,
    ...options,
  }
  const config = join(project, `tsconfig.${name}.json`)
  await writeFile(config, JSON.stringify({ compilerOptions, files: ['program.ts'] }))
  const tsc = join(packageFolder(compiler), 'bin/tsc')
  const args = [tsc, '-p', config, '--pretty', 'false']
  const result = await runCommand({ cwd: project }, process.execPath, ...args)
  if (result.code !== 0) return result
  const program = join(outDir, 'program.js')
  return runCommand({ cwd: project }, process.execPath, '--no-warnings', program)
}

it.each([
  ['typescript', { module: 'nodenext' }],
  ['typescript', { module: 'commonjs' }],
  ['typescript', { module: 'commonjs', moduleResolution: 'node10' }],
  ['typescript-6', { module: 'nodenext' }],
  ['typescript-6', { module: 'commonjs' }],
  ['typescript-7', { module: 'nodenext' }],
  ['typescript-7', { module: 'commonjs' }],
])('%s compiles a CommonJS program with %o, and Node runs it', async (compiler, options) => {
  expect(await compile(compiler, options)).toEqual({ code: 0, output: expected })
})

it('node16 rejects require() of an ES module, as the guide describes', async () => {
  const { code, output } = await compile('typescript', { module: 'node16' })
  expect(code).not.toBe(0)
  expect(output).toContain('TS1479')
})
