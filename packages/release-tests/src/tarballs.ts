import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pnpm } from './shell.ts'

/** A package as it is published. */
export interface Tarball {
  name: string
  folder: string
  file: string
}

/** Packs every package of a repository that is not private. They must be built. */
export async function packAll(root: string, destination: string): Promise<Tarball[]> {
  await mkdir(destination, { recursive: true })
  const tarballs: Tarball[] = []
  for (const folder of await readdir(join(root, 'packages'))) {
    const packageFolder = join(root, 'packages', folder)
    const {
      name,
      version,
      private: isPrivate,
    } = JSON.parse(await readFile(join(packageFolder, 'package.json'), 'utf8'))
    if (isPrivate) continue
    await pnpm(packageFolder, 'pack', '--pack-destination', destination)
    const file = join(destination, `${name.slice(1).replace('/', '-')}-${version}.tgz`)
    tarballs.push({ name, folder, file })
  }
  return tarballs
}

/** Installs tarballs in an empty project that depends on them only. */
export async function installIn(project: string, tarballs: readonly Tarball[]): Promise<void> {
  const dependencies = Object.fromEntries(tarballs.map(({ name, file }) => [name, `file:${file}`]))
  await mkdir(project, { recursive: true })
  await writeFile(
    join(project, 'package.json'),
    JSON.stringify({ name: 'empty', private: true, type: 'module', dependencies }),
  )
  // The packages depend on each other by version, and no registry has these versions.
  const overrides = Object.entries(dependencies).map(([name, file]) => `  '${name}': ${file}`)
  const settings = [
    'packages: []',
    'allowBuilds:',
    "  '@scarf/scarf': false",
    'overrides:',
    ...overrides,
  ]
  await writeFile(join(project, 'pnpm-workspace.yaml'), `${settings.join('\n')}\n`)
  await pnpm(project, 'install', '--prefer-offline', '--no-frozen-lockfile')
}
