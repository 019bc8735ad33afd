import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir, stat, writeFile } from 'node:fs/promises'
import { cpus, totalmem } from 'node:os'
import { join } from 'node:path'
import { type Contender, cached, contenders, root } from './generate-contenders.ts'

// Whole processes, one after the other and in turns, so that what else the machine does hits all alike.
const documents = [
  { name: 'The contract of this repository', file: join(root, 'openapi/openapi.yaml'), rounds: 7 },
  {
    name: 'GitHub, 13 MB',
    file: join(
      root,
      'packages/codegen/test/corpus/node_modules/@octokit/openapi/generated/api.github.com.json',
    ),
    rounds: 3,
  },
]
const folder = join(root, '.vitest/bench-generate')

interface Result {
  readonly contender: Contender
  readonly times: number[]
  bytes: number
  error: string | undefined
}

async function timed(args: readonly string[]): Promise<{ ms: number; error: string | undefined }> {
  const began = performance.now()
  // Cold is cold: the kit would else find its modules compiled by the run before.
  const env = { ...process.env, NODE_DISABLE_COMPILE_CACHE: '1' }
  const child = spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => (said = `${said}${chunk}`.slice(-2000)))
  const [code] = (await once(child, 'close')) as [number | null]
  return {
    ms: performance.now() - began,
    error: code === 0 ? undefined : (said.trim().split('\n').at(-1) ?? 'failed'),
  }
}

async function sizeOf(path: string): Promise<number> {
  const names = await readdir(path, { recursive: true, withFileTypes: true }).catch(() => [])
  const files = names.filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
  const sizes = await Promise.all(files.map((entry) => stat(join(entry.parentPath, entry.name))))
  return sizes.reduce((sum, { size }) => sum + size, 0)
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

async function measure(file: string, rounds: number): Promise<Result[]> {
  const results = [...contenders, cached].map(
    (contender): Result => ({ contender, times: [], bytes: 0, error: undefined }),
  )
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, result] of results.entries()) {
      if (result.error) continue
      // The cached run comes last in its round, on what the first one wrote.
      const own = join(folder, String(index % contenders.length))
      const { ms, error } = await timed(await result.contender.prepare(file, own))
      if (error) result.error = error
      else result.times.push(ms)
      result.bytes = await sizeOf(own)
    }
  }
  return results
}

function table(results: readonly Result[]): string {
  const base = median(results[0]?.times ?? [])
  const rows = results.map(({ contender, times, bytes, error }) => {
    const name = `| ${contender.name} | ${contender.version} |`
    if (error) return `${name} failed: ${error.replaceAll('|', '\\|')} | | | |`
    const middle = median(times)
    const spread = `${(Math.min(...times) / 1000).toFixed(2)} to ${(Math.max(...times) / 1000).toFixed(2)}`
    return `${name} ${(middle / 1000).toFixed(2)} | ${spread} | ${(middle / base).toFixed(2)} | ${(bytes / 1e6).toFixed(1)} |`
  })
  const head =
    '| generator | output | median, s | range, s | ratio | TypeScript, MB |\n|---|---|---|---|---|---|'
  return `${head}\n${rows.join('\n')}`
}

const sections: string[] = []
for (const { name, file, rounds } of documents) {
  console.log(`${name}: ${rounds} rounds`)
  const text = table(await measure(file, rounds))
  console.log(text)
  sections.push(`## ${name}\n\nMedian of ${rounds} rounds.\n\n${text}\n`)
}
const [cpu] = cpus()
const machine = `${cpus().length} × ${cpu?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.versions.node}`
await writeFile(
  join(root, 'docs/benchmarks/generation.md'),
  `# Generation benchmark

Written by \`pnpm --dir packages/bench run bench:generate\`. Each run is a whole process, from start to
exit, that writes into an empty folder. The generators take turns and run without Node's compile
cache.

Measured on ${machine}.
Compare the ratios: the seconds depend on the machine and its load.

${sections.join('\n')}`,
)
