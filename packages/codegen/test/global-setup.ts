import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { TestProject } from 'vitest/node'

const root = join(import.meta.dirname, '../../..')

declare module 'vitest' {
  interface ProvidedContext {
    /** Folder of the built runtime, for projects outside this repository. */
    builtRuntime: string
  }
}

/** Builds the runtime once for all test files. */
export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'runtime-'))
  const build = join(root, 'packages/runtime/tsconfig.build.json')
  const tsc = join(root, 'node_modules/.bin/tsc')
  await promisify(execFile)(tsc, ['-p', build, '--outDir', folder])
  provide('builtRuntime', folder)
  return () => rm(folder, { recursive: true })
}
