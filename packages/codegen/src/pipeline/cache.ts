import { createHash } from 'node:crypto'
import { glob, mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type Job, jobKey, root } from './job.ts'

// Not turbo's cache: this serves any document and `--watch`, and rewrites files that were edited by hand.

/** Hashes of the files that a run read and wrote, by path. */
type Hashes = Readonly<Record<string, string>>

const cacheFile = (job: Job) =>
  join(root, `node_modules/.cache/returning-kit/generate-${jobKey(job)}.json`)

const sha256 = (content: Buffer | string) => createHash('sha256').update(content).digest('hex')

async function hashFiles(files: readonly string[]): Promise<Hashes> {
  const entries = files.map(
    async (file) => [file, sha256(await readFile(file).catch(() => ''))] as const,
  )
  return Object.fromEntries(await Promise.all(entries))
}

async function generatorFiles(): Promise<string[]> {
  const files = [join(root, 'packages/codegen/package.json'), join(root, 'pnpm-lock.yaml')]
  for await (const file of glob('packages/codegen/src/**/*.ts', { cwd: root })) {
    files.push(join(root, file))
  }
  return files.sort()
}

/** Returns whether all files that the last run of a job read and wrote are unchanged. */
export async function isFresh(job: Job): Promise<boolean> {
  const json = await readFile(cacheFile(job), 'utf8').catch(() => undefined)
  if (json === undefined) return false
  const cached = JSON.parse(json) as Hashes
  const generator = await generatorFiles()
  if (generator.some((file) => !(file in cached))) return false
  const current = await hashFiles(Object.keys(cached))
  return Object.entries(cached).every(([file, hash]) => current[file] === hash)
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
