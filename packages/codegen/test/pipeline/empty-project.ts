import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { inject } from 'vitest'

const root = join(import.meta.dirname, '../../../..')
const run = promisify(execFile)
const tsc = join(root, 'node_modules/.bin/tsc')
const runtime = join(root, 'packages/runtime')

const compilerOptions = {
  target: 'es2023',
  lib: ['es2023', 'esnext.disposable', 'dom', 'dom.iterable', 'dom.asynciterable'],
  module: 'nodenext',
  types: [],
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  verbatimModuleSyntax: true,
  erasableSyntaxOnly: true,
  allowImportingTsExtensions: true,
  noEmit: true,
  // The declarations of the runtime are checked, those of TypeScript are not.
  skipLibCheck: false,
  skipDefaultLibCheck: true,
}

/**
 * Creates a project outside this repository whose only dependency is the built runtime. Returns its
 * folder.
 *
 * @param files - What is compiled.
 */
export async function createEmptyProject(files = '**/*.ts'): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'project-'))
  const installed = join(folder, 'node_modules/@returning-kit/runtime')
  await mkdir(installed, { recursive: true })
  await cp(join(runtime, 'package.json'), join(installed, 'package.json'))
  await symlink(join(runtime, 'node_modules'), join(installed, 'node_modules'))
  await cp(inject('builtRuntime'), join(installed, 'dist'), { recursive: true })
  await writeFile(
    join(folder, 'package.json'),
    JSON.stringify({ type: 'module', dependencies: { '@returning-kit/runtime': '*' } }),
  )
  await writeFile(
    join(folder, 'tsconfig.json'),
    JSON.stringify({ compilerOptions, include: [files] }),
  )
  return folder
}

/** Compiles a project and returns the errors of the compiler; an empty string where there are none. */
export async function compileProject(folder: string): Promise<string> {
  const { stdout } = await run(tsc, ['-p', folder]).catch((error: { stdout: string }) => error)
  return stdout
}

/** Runs a file of a project in Node with arguments, and returns what it prints. */
export async function runProject(
  folder: string,
  file: string,
  ...args: readonly string[]
): Promise<string> {
  // The modules of a new folder would only fill the cache.
  const env = { ...process.env, NODE_DISABLE_COMPILE_CACHE: '1' }
  const { stdout } = await run(process.execPath, [join(folder, file), ...args], {
    cwd: folder,
    env,
  })
  return stdout
}
