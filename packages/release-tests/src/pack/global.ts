import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { root } from '../shell.ts'
import { installIn, packAll, type Tarball } from '../tarballs.ts'
import { linked, packageVersion } from '../tools.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    tarballs: Tarball[]
    /** An ES module project that installed all tarballs. */
    project: string
    /** A CommonJS project that installed all tarballs and the test runners. */
    commonjsProject: string
  }
}

const jestTools = [
  'jest',
  'babel-jest',
  '@babel/core',
  '@babel/preset-env',
  'ts-jest',
  'typescript',
]

/** Packs all packages and installs them in two empty projects, once for all tests. */
export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'packed-'))
  console.log('Packing all packages.')
  const tarballs = await packAll(root, join(folder, 'tarballs'))
  const project = join(folder, 'project')
  const commonjsProject = join(folder, 'commonjs')
  console.log('Installing the tarballs in empty projects.')
  // The peer dependencies that entry points import.
  const peers = ['undici', 'msw', '@playwright/test']
  const dependencies = Object.fromEntries(peers.map((name) => [name, packageVersion(name)]))
  await installIn(project, tarballs, { dependencies })
  await installIn(commonjsProject, tarballs, {
    type: 'commonjs',
    dependencies: linked(...jestTools),
  })
  provide('tarballs', tarballs)
  provide('project', project)
  provide('commonjsProject', commonjsProject)
  return () => rm(folder, { recursive: true })
}
