import { readFile } from 'node:fs/promises'

/** Reads the version of this package. The file is one folder below the manifest, also in the bundle. */
export async function readVersion(): Promise<string> {
  const manifest = await readFile(new URL('../package.json', import.meta.url), 'utf8')
  return (JSON.parse(manifest) as { version: string }).version
}
