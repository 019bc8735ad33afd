import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { root } from '../shell.ts'
import { installIn, packAll, type Tarball } from '../tarballs.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    tarballs: Tarball[]
    project: string
  }
}

/** Packs every package and installs it in an empty project, once for all tests. */
export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'packed-'))
  const tarballs = await packAll(root, join(folder, 'tarballs'))
  const project = join(folder, 'project')
  await installIn(project, tarballs)
  provide('tarballs', tarballs)
  provide('project', project)
  return () => rm(folder, { recursive: true })
}
