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

/** What a public package has to do with the contract, by its folder. */
const publicPackages: Readonly<Record<string, Role | 'independent'>> = {
  core: 'core',
  validation: 'validation',
  mock: 'mock',
  webhooks: 'webhooks',
  // Its tools call the functions of core.
  mcp: 'core',
  // The runtime knows no API, so a change of the contract never bumps it.
  runtime: 'independent',
  // The generator knows no API either.
  codegen: 'independent',
}

interface Manifest {
  name: string
  version: string
  private?: boolean
}

/**
 * Reads the packages that are generated from the contract, and the bump that each of them requires.
 *
 * @throws Error for a public package that is not listed here, since its changesets would be
 *   missing.
 */
export async function packageStates(root: string, comparison: Comparison): Promise<PackageState[]> {
  const manifests = await readManifests(join(root, 'packages'))
  for (const [folder, manifest] of manifests) {
    if (!manifest.private && !Object.hasOwn(publicPackages, folder)) {
      throw new Error(
        `The package ${manifest.name} is public, but changesets/packages.ts does not say whether it is generated from the contract. Add its folder ${folder} there.`,
      )
    }
  }
  return Object.entries(publicPackages).flatMap(([folder, role]) => {
    const manifest = manifests.get(folder)
    if (!manifest || role === 'independent') return []
    const { name, version } = manifest
    const bump = changesetBump(comparison.packages[role].bump, version)
    return [{ role, name, version, changesetBump: bump }]
  })
}

async function readManifests(folder: string): Promise<Map<string, Manifest>> {
  const entries = (await readdir(folder, { withFileTypes: true })).map(async ({ name }) => {
    const text = await readFile(join(folder, name, 'package.json'), 'utf8').catch(() => undefined)
    return text === undefined ? [] : [[name, JSON.parse(text) as Manifest] as const]
  })
  return new Map((await Promise.all(entries)).flat())
}
