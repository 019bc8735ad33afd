// Compares the mock with others: time to the first response, memory, the first request of every
// operation, and requests per second.
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { readContract } from '@returning-kit/codegen/internal'
import { aim, median, report, table } from '../report.ts'
import { callsOf } from './calls.ts'
import { type Call, load, sendEach } from './load.ts'
import { type Subject, subjects } from './servers.ts'

const rounds = 7
const mock = '@returning-kit/mock'
const requests = 4000
const steadyVersion = '0.22.2'
const root = join(import.meta.dirname, '../../../..')
const run = promisify(execFile)

/** Milliseconds of time or of CPU, megabytes, and requests per second. */
interface Measured {
  readonly ready: number
  readonly readyCpu: number
  readonly memory: number
  readonly firstPass: number
  readonly firstPassCpu: number
  readonly rate: number
  readonly requestCpu: number
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

// User and system time, of which Linux counts 100 ticks a second.
async function cpuOf(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) * 10
}

async function measure(
  subject: Subject,
  calls: readonly Call[],
  rejectedCounts: Map<string, number>,
): Promise<Measured> {
  const { url, pid, listening, stop } = await subject.start()
  try {
    const timed = async (action: () => Promise<unknown>) => {
      const [start, cpu] = [performance.now(), await cpuOf(pid)]
      await action()
      return { time: performance.now() - start, cpu: (await cpuOf(pid)) - cpu }
    }
    const first = await timed(() => sendEach(url, calls.slice(0, 1)))
    const readyCpu = await cpuOf(pid)
    const memory = await memoryOf(pid)
    const pass = await timed(async () => {
      rejectedCounts.set(subject.name, (await sendEach(url, calls)).length)
    })
    await load(url, calls, calls.length * 4)
    let rate = 0
    const run = await timed(async () => {
      rate = await load(url, calls, requests)
    })
    return {
      ready: listening + first.time,
      readyCpu,
      memory,
      firstPass: pass.time,
      firstPassCpu: pass.cpu,
      rate,
      requestCpu: run.cpu / requests,
    }
  } finally {
    await stop()
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
  const medianOf = (name: string, key: keyof Measured) =>
    median((measurements.get(name) ?? []).map((measured) => measured[key]))
  const integers = ['ready', 'readyCpu', 'memory', 'firstPass', 'firstPassCpu', 'rate'] as const
  const rows = all.map(({ name }) => [
    name,
    ...integers.map((key) => medianOf(name, key).toFixed(0)),
    medianOf(name, 'requestCpu').toFixed(2),
    String(rejectedCounts.get(name)),
  ])
  const columns = [
    'server',
    'ready, ms',
    'ready, ms of CPU',
    'memory, MB',
    'first pass, ms',
    'first pass, ms of CPU',
    'requests/s',
    'ms of CPU per request',
    'rejected',
  ]
  const ratio = (key: keyof Measured, name: string) => medianOf(mock, key) / medianOf(name, key)
  const aims = [
    aim('ready 3 times ahead of bare Prism', ratio('ready', 'Prism, bare') <= 1 / 3),
    ...(all.some(({ name }) => name === 'Steady')
      ? [aim("at least Steady's requests per second", ratio('rate', 'Steady') >= 1)]
      : []),
    ...(all.some(({ name }) => name === 'baseline')
      ? [
          aim('ready with 0.25x of the CPU of the baseline', ratio('readyCpu', 'baseline') <= 0.25),
          aim('first pass 0.3x of the baseline', ratio('firstPassCpu', 'baseline') <= 0.3),
        ]
      : []),
  ]
  report('mock', {
    id: 'servers',
    title: 'Servers in turns',
    method: `Medians of ${rounds} rounds. In each round every server starts anew, one after the other. Ready: from the start of the process to its first response. First pass: one legal request of each of the ${calls.length} operations. Requests per second: ${requests} legal requests over ten connections.`,
    table: table(columns, rows),
    shows: aims.join('\n'),
  })
} finally {
  await rm(folder, { recursive: true, force: true })
}
