import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Bump, writtenBump } from '../bump.ts'
import type { Comparison, Role } from '../compare-contracts.ts'

/** A package of this repository that is generated from the contract, and the bump a comparison asks of it. */
export interface PackageState {
  role: Role
  name: string
  version: string
  /** The bump to write at this version. */
  written: Bump
}

const roles: Readonly<Record<string, Role>> = {
  core: 'core',
  validation: 'validation',
  mock: 'mock',
  webhooks: 'webhooks',
}

/** Reads the packages that are generated from the contract; their folders say which is which. */
export async function packageStates(root: string, comparison: Comparison): Promise<PackageState[]> {
  const folders = await readdir(join(root, 'packages'))
  const states = Object.entries(roles).map(async ([folder, role]) => {
    if (!folders.includes(folder)) return []
    const text = await readFile(join(root, 'packages', folder, 'package.json'), 'utf8')
    const { name, version } = JSON.parse(text) as { name: string; version: string }
    return [{ role, name, version, written: writtenBump(comparison.packages[role].bump, version) }]
  })
  return (await Promise.all(states)).flat()
}
