// Compares the mock with others: time to the first response, memory, and requests per second over
// every operation of the contract.
import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { readContract } from '@returning-kit/codegen/internal'
import { median } from '../report.ts'
import { callsOf } from './calls.ts'
import { load } from './load.ts'
import { type Subject, subjects } from './servers.ts'

const rounds = 7
const requests = 2000
const steadyVersion = '0.22.2'
const root = join(import.meta.dirname, '../../../..')
const run = promisify(execFile)

interface Measured {
  ready: number
  idle: number
  loaded: number
  rate: number
}

// Installed here, because it is a binary of 95 MB that nothing else needs.
async function steadyBinary(folder: string): Promise<string | undefined> {
  const platformPackage = `@stdy/cli-${process.platform}-${process.arch}`
  try {
    await run('npm', [
      'install',
      '--prefix',
      folder,
      '--no-audit',
      '--no-fund',
      '--ignore-scripts',
      `@stdy/cli@${steadyVersion}`,
    ])
    const { stdout } = await run('find', [
      join(folder, 'node_modules', platformPackage, 'bin'),
      '-type',
      'f',
    ])
    return stdout.trim().split('\n')[0]
  } catch {
    console.log('Steady could not be installed, so it is skipped.')
    return undefined
  }
}

async function memoryOf(pid: number): Promise<number> {
  const { stdout } = await run('ps', ['-o', 'rss=', '-p', String(pid)])
  return Number(stdout) / 1024
}

async function measure(
  subject: Subject,
  calls: Awaited<ReturnType<typeof callsOf>>,
  rejectedCounts: Map<string, number>,
): Promise<Measured> {
  const running = await subject.start()
  try {
    const idle = await memoryOf(running.pid)
    const warmUp = await load(running.url, calls, calls.length * 2)
    rejectedCounts.set(subject.name, warmUp.rejected.length)
    const { rate } = await load(running.url, calls, requests)
    return { ready: running.ready, idle, loaded: await memoryOf(running.pid), rate }
  } finally {
    await running.stop()
  }
}

const folder = await mkdtemp(join(tmpdir(), 'returning-kit-bench-'))
try {
  const contract = await readContract(join(root, 'openapi/openapi.yaml'))
  const calls = await callsOf(contract)
  const all = await subjects(folder, contract.document, await steadyBinary(folder))
  const measurements = new Map<string, Measured[]>(all.map(({ name }) => [name, []]))
  const rejectedCounts = new Map<string, number>()
  for (let round = 0; round < rounds; round += 1) {
    // Each round starts with another server, so that none is always first.
    const order = [...all.slice(round % all.length), ...all.slice(0, round % all.length)]
    for (const subject of order)
      measurements.get(subject.name)?.push(await measure(subject, calls, rejectedCounts))
  }
  const valuesOf = (name: string, key: keyof Measured) =>
    (measurements.get(name) ?? []).map((measured) => measured[key])
  const bare = valuesOf('Prism, bare', 'rate')
  const rows = all.map(({ name }) => {
    const [ready, idle, loaded, rate] = (['ready', 'idle', 'loaded', 'rate'] as const).map((key) =>
      median(valuesOf(name, key)),
    )
    const ratio = median(
      valuesOf(name, 'rate').map((value, round) => value / (bare[round] as number)),
    )
    const cells = [ready, idle, loaded, rate].map((value) => (value as number).toFixed(0))
    return `| ${name} | ${cells.join(' | ')} | ${ratio.toFixed(2)} | ${rejectedCounts.get(name)} |`
  })
  const page = `# Mock server benchmark

Written by \`pnpm --dir packages/bench run bench:mock\`. Medians of ${rounds} rounds. In each round every
server starts anew, one after the other, and responds to ${requests} valid requests over ten connections.
The requests cycle through all ${calls.length} operations. Node ${process.version}, ${availableParallelism()} processors.

| server | ready, ms | memory when ready, MB | memory after load, MB | requests/s | ratio to bare Prism | operations rejected |
|---|---|---|---|---|---|---|
${rows.join('\n')}

- Ready: the time from the start of the process to its first response. By then the mock has
  validated every schema and example.
- Ratio to bare Prism: the median of the ratios of requests per second of each round. The mock
  writes its request log during the run. Bare Prism, with the same inner versions and its own
  server, writes no log.
- MSW responds with examples only. It validates neither requests nor credentials. It runs inside a
  process; here it runs behind a plain server.
- Operations rejected: operations whose valid request a server rejects.
`
  await writeFile(join(root, 'docs/benchmarks/mock.md'), page)
  console.log(page)
} finally {
  await rm(folder, { recursive: true, force: true })
}
