import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Bump, changesetBump } from '../bump.ts'
import type { Comparison, Role } from '../comparison.ts'

/** A package that is generated from the contract, and the bump that a comparison requires of it. */
export interface PackageState {
  role: Role
  name: string
  version: string
  /** The bump to write into a changeset at this version. */
  changesetBump: Bump
}

/** The packages that are generated from a contract, by their folders. */
const roles: Readonly<Record<string, Role>> = {
  core: 'core',
  validation: 'validation',
  mock: 'mock',
  webhooks: 'webhooks',
  // Its tools call the functions of core.
  mcp: 'core',
}

interface Manifest {
  name: string
  version: string
}

/**
 * Reads the packages of a monorepo that are generated from the contract, and the bump that each of
 * them requires.
 */
export async function packageStates(root: string, comparison: Comparison): Promise<PackageState[]> {
  const manifests = await readManifests(join(root, 'packages'))
  return Object.entries(roles).flatMap(([folder, role]) => {
    const manifest = manifests.get(folder)
    if (!manifest) return []
    const { name, version } = manifest
    const bump = changesetBump(comparison.packages[role].bump, version)
    return [{ role, name, version, changesetBump: bump }]
  })
}

async function readManifests(folder: string): Promise<Map<string, Manifest>> {
  const names = await readdir(folder).catch(() => [])
  const entries = names.map(async (name) => {
    const text = await readFile(join(folder, name, 'package.json'), 'utf8').catch(() => undefined)
    return text === undefined ? [] : [[name, JSON.parse(text) as Manifest] as const]
  })
  return new Map((await Promise.all(entries)).flat())
}
