import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const require = createRequire(import.meta.url)

/** Returns the folder of an installed package. */
export function packageFolder(name: string): string {
  return dirname(require.resolve(`${name}/package.json`))
}

/** Returns the version of an installed package. */
export function packageVersion(name: string): string {
  const text = readFileSync(join(packageFolder(name), 'package.json'), 'utf8')
  return (JSON.parse(text) as { version: string }).version
}

/** Returns dependencies that link to the packages of this folder's lock file. */
export function linked(...names: string[]): Record<string, string> {
  const modules = join(import.meta.dirname, '../node_modules')
  return Object.fromEntries(names.map((name) => [name, `link:${join(modules, name)}`]))
}
