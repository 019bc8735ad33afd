import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir, stat, writeFile } from 'node:fs/promises'
import { cpus, totalmem } from 'node:os'
import { join } from 'node:path'
import { type Contender, cached, contenders, root } from './contenders.ts'

// The generators run one at a time and take turns, so that other load affects all of them alike.
const documents = [
  { name: 'The contract of this repository', file: join(root, 'openapi/openapi.yaml'), rounds: 7 },
  {
    name: 'GitHub, 13 MB',
    file: join(
      root,
      'packages/codegen/test/corpus/node_modules/@octokit/openapi/generated/api.github.com.json',
    ),
    rounds: 7,
  },
]
const folder = join(root, '.vitest/bench-generate')

interface Result {
  readonly contender: Contender
  readonly times: number[]
  bytes: number
  error: string | undefined
}

async function runProcess(
  args: readonly string[],
): Promise<{ ms: number; error: string | undefined }> {
  const start = performance.now()
  // Without this, the modules of Returning Kit would be compiled already.
  const env = { ...process.env, NODE_DISABLE_COMPILE_CACHE: '1' }
  const child = spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => (output = `${output}${chunk}`.slice(-2000)))
  const [code] = (await once(child, 'close')) as [number | null]
  return {
    ms: performance.now() - start,
    error: code === 0 ? undefined : (output.trim().split('\n').at(-1) ?? 'failed'),
  }
}

async function sizeOf(path: string): Promise<number> {
  const names = await readdir(path, { recursive: true, withFileTypes: true }).catch(() => [])
  const files = names.filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
  const sizes = await Promise.all(files.map((entry) => stat(join(entry.parentPath, entry.name))))
  return sizes.reduce((sum, { size }) => sum + size, 0)
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

async function measure(file: string, rounds: number): Promise<Result[]> {
  const results = [...contenders, cached].map(
    (contender): Result => ({ contender, times: [], bytes: 0, error: undefined }),
  )
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, result] of results.entries()) {
      if (result.error) continue
      // The cached run is the last of its round, and finds the output of the first.
      const outputFolder = join(folder, String(index % contenders.length))
      const { ms, error } = await runProcess(await result.contender.prepare(file, outputFolder))
      if (error) result.error = error
      else result.times.push(ms)
      result.bytes = await sizeOf(outputFolder)
    }
  }
  return results
}

function table(results: readonly Result[]): string {
  const base = median(results[0]?.times ?? [])
  const rows = results.map(({ contender, times, bytes, error }) => {
    const name = `| ${contender.name} | ${contender.version} |`
    if (error) return `${name} failed: ${error.replaceAll('|', '\\|')} | | | |`
    const medianTime = median(times)
    const spread = `${(Math.min(...times) / 1000).toFixed(2)} to ${(Math.max(...times) / 1000).toFixed(2)}`
    return `${name} ${(medianTime / 1000).toFixed(2)} | ${spread} | ${(medianTime / base).toFixed(2)} | ${(bytes / 1e6).toFixed(1)} |`
  })
  const head =
    '| generator | output | median, s | range, s | ratio | TypeScript, MB |\n|---|---|---|---|---|---|'
  return `${head}\n${rows.join('\n')}`
}

const sections: string[] = []
for (const { name, file, rounds } of documents) {
  console.log(`${name}: ${rounds} rounds`)
  const markdown = table(await measure(file, rounds))
  console.log(markdown)
  sections.push(`## ${name}\n\nMedian of ${rounds} rounds.\n\n${markdown}\n`)
}
const [cpu] = cpus()
const machine = `${cpus().length} × ${cpu?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.versions.node}`
await writeFile(
  join(root, 'docs/benchmarks/generation.md'),
  `# Generation benchmark

Written by \`pnpm --dir packages/bench run bench:generate\`. Each run is a whole process, from start to
exit, that writes into an empty folder. The generators are the packages as they are published, take
turns, and run without Node's compile cache.

Measured on ${machine}.
Compare the ratios: the seconds depend on the machine and its load.

${sections.join('\n')}`,
)
