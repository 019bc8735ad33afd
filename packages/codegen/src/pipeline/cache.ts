import { glob, mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { isUrl } from '../load/read-url.ts'
import { sha256 } from '../openapi/sha256.ts'
import { cacheFolder, type Job, jobKey } from './job.ts'

// Not turbo's cache: this serves any document and `--watch`, and rewrites files that were edited by
// hand.

/** Hashes of the files that a run read and wrote, by path. */
type Hashes = Readonly<Record<string, string>>

const packageFile = fileURLToPath(import.meta.resolve('@returning-kit/codegen/package.json'))

function cacheFile(job: Job): string | undefined {
  const folder = cacheFolder()
  // Only the server of a URL knows whether the document has changed.
  if (folder === undefined || job.spec === '-' || isUrl(job.spec)) return undefined
  return join(folder, `generate-${jobKey(job)}.json`)
}

async function hashFiles(files: readonly string[]): Promise<Hashes> {
  const entries = files.map(
    async (file) => [file, sha256(await readFile(file).catch(() => ''))] as const,
  )
  return Object.fromEntries(await Promise.all(entries))
}

async function generatorFiles(): Promise<string[]> {
  const folder = dirname(packageFile)
  const files = [packageFile]
  for await (const file of glob('{src,dist}/**/*.{ts,js}', { cwd: folder })) {
    files.push(join(folder, file))
  }
  return files.sort()
}

/** Returns whether all files that the last run of a job read and wrote are unchanged. */
export async function isFresh(job: Job): Promise<boolean> {
  const file = cacheFile(job)
  const json = file && (await readFile(file, 'utf8').catch(() => undefined))
  if (json === undefined) return false
  const cached = JSON.parse(json) as Hashes
  const generator = await generatorFiles()
  if (generator.some((one) => !(one in cached))) return false
  const current = await hashFiles(Object.keys(cached))
  return Object.entries(cached).every(([path, hash]) => current[path] === hash)
}

/**
 * Stores the hashes of the files that a run read and wrote.
 *
 * @param outputs - Texts of the written files, by path.
 */
export async function storeHashes(
  job: Job,
  inputs: readonly string[],
  outputs: ReadonlyMap<string, string>,
): Promise<void> {
  const file = cacheFile(job)
  if (file === undefined) return
  await mkdir(dirname(file), { recursive: true })
  const read = await hashFiles([
    ...(await generatorFiles()),
    job.spec,
    ...job.extraInputs,
    ...inputs,
  ])
  const written = Object.fromEntries([...outputs].map(([path, text]) => [path, sha256(text)]))
  await writeFile(file, JSON.stringify({ ...read, ...written }))
}
