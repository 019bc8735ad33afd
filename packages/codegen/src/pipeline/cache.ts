import { createHash } from 'node:crypto'
import { glob, mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type Job, jobKey, root } from './job.ts'

// What a run read and wrote, by path and hash. While all of it is the same there is nothing to do.
type Hashes = Readonly<Record<string, string>>

const fileOf = (job: Job) =>
  join(root, `node_modules/.cache/returning-kit/generate-${jobKey(job)}.json`)

const hashOf = (bytes: Buffer | string) => createHash('sha256').update(bytes).digest('hex')

async function hashesOf(files: readonly string[]): Promise<Hashes> {
  const read = async (file: string) => [file, hashOf(await readFile(file).catch(() => ''))] as const
  return Object.fromEntries(await Promise.all(files.map(read)))
}

async function generatorFiles(): Promise<string[]> {
  const files = [join(root, 'packages/codegen/package.json'), join(root, 'pnpm-lock.yaml')]
  for await (const file of glob('packages/codegen/src/**/*.ts', { cwd: root }))
    files.push(join(root, file))
  return files.sort()
}

/** Tells whether the last run of a job read and wrote exactly what is there now. */
export async function isFresh(job: Job): Promise<boolean> {
  const text = await readFile(fileOf(job), 'utf8').catch(() => undefined)
  if (text === undefined) return false
  const known = JSON.parse(text) as Hashes
  const generator = await generatorFiles()
  if (generator.some((file) => !(file in known))) return false
  const now = await hashesOf(Object.keys(known))
  return Object.entries(known).every(([file, hash]) => now[file] === hash)
}

/** Remembers what a run read and wrote; of what it wrote, by path, the text. */
export async function remember(
  job: Job,
  inputs: readonly string[],
  outputs: ReadonlyMap<string, string>,
): Promise<void> {
  const file = fileOf(job)
  await mkdir(dirname(file), { recursive: true })
  const read = await hashesOf([
    ...(await generatorFiles()),
    job.spec,
    ...job.extraInputs,
    ...inputs,
  ])
  const written = Object.fromEntries([...outputs].map(([path, text]) => [path, hashOf(text)]))
  await writeFile(file, JSON.stringify({ ...read, ...written }))
}
