import { globSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import openapiTS, { astToString, COMMENT_HEADER, enumCache } from 'openapi-typescript'
import { loadOpenapiTypescript } from '../../src/emit/types/openapi-typescript.ts'
import type { Fix } from '../../src/types-command/fixes/fix.ts'
import type { OutputFlags } from '../../src/types-command/flags.ts'
import { readBundled } from '../../src/types-command/read-document.ts'
import { type RedoclyConfig, redocly } from '../../src/types-command/redocly.ts'
import { writeDocumentTypes } from '../../src/types-command/write-types.ts'

const folder = join(import.meta.dirname, 'documents')

/** The documents that every test run compares; the corpus compares those of other projects. */
export const smallDocuments: readonly string[] = [
  ...globSync('*.yaml', { cwd: folder }).sort(),
  'files/root.yaml',
  '../../fixtures/odd.yaml',
].map((name) => join(folder, name))

const config: Promise<RedoclyConfig> = redocly().createConfig({}, { extends: ['minimal'] })

/** Returns what openapi-typescript writes through TypeScript, by the calls of its command. */
export async function writtenByOpenapiTypescript(
  file: string,
  flags: OutputFlags,
): Promise<string> {
  enumCache.clear()
  const options = { ...flags, redocly: (await config) as never, silent: true }
  return `${COMMENT_HEADER}${astToString(await openapiTS(pathToFileURL(file), options))}`
}

/** Returns what the command `types` writes. */
export async function writtenByTypes(
  file: string,
  flags: OutputFlags,
  fixes: readonly Fix[] = [],
): Promise<string> {
  loadOpenapiTypescript().enumCache.clear()
  const { document } = await readBundled(pathToFileURL(file), await config, fixes)
  return writeDocumentTypes(document, { ...flags, silent: true }, fixes)
}
