import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pnpm } from './shell.ts'

/** A package as it would be published. */
export interface Tarball {
  name: string
  /** Name of its folder in `packages`. */
  folder: string
  /** Path of the tarball. */
  file: string
}

interface Manifest {
  name: string
  version: string
  private?: boolean
}

async function manifestOf(folder: string): Promise<Manifest | undefined> {
  const text = await readFile(join(folder, 'package.json'), 'utf8').catch(() => undefined)
  return text === undefined ? undefined : (JSON.parse(text) as Manifest)
}

/** Packs every public package of a repository. The packages must be built. */
export async function packAll(root: string, to: string): Promise<Tarball[]> {
  await mkdir(to, { recursive: true })
  const tarballs: Tarball[] = []
  for (const folder of await readdir(join(root, 'packages'))) {
    const home = join(root, 'packages', folder)
    const manifest = await manifestOf(home)
    if (!manifest || manifest.private) continue
    const { name, version } = manifest
    await pnpm(home, 'pack', '--pack-destination', to)
    const file = join(to, `${name.slice(1).replace('/', '-')}-${version}.tgz`)
    tarballs.push({ name, folder, file })
  }
  return tarballs
}

/** Writes an empty project that depends on the tarballs, and installs it with pnpm. */
export async function installIn(
  project: string,
  tarballs: readonly Tarball[],
  manifest: { type?: 'module' | 'commonjs'; dependencies?: Readonly<Record<string, string>> } = {},
): Promise<void> {
  const packed = Object.fromEntries(tarballs.map(({ name, file }) => [name, `file:${file}`]))
  await mkdir(project, { recursive: true })
  await writeFile(
    join(project, 'package.json'),
    JSON.stringify({
      name: 'project',
      private: true,
      type: manifest.type ?? 'module',
      dependencies: { ...packed, ...manifest.dependencies },
    }),
  )
  // The packages depend on each other by versions that are not published yet.
  const overrides = Object.entries(packed).map(([name, file]) => `  '${name}': ${file}`)
  const settings = ['packages: []', 'allowBuilds:', '  msw: false', 'overrides:', ...overrides]
  await writeFile(join(project, 'pnpm-workspace.yaml'), `${settings.join('\n')}\n`)
  await pnpm(project, 'install', '--prefer-offline', '--no-frozen-lockfile')
}
