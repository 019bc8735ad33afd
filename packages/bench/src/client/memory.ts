import { fork } from 'node:child_process'
import { once } from 'node:events'
import { aim, median, type Section, table, times } from '../report.ts'
import { startServer } from './server.ts'

const total = 1_000_000
const limit = 100
const sampleInterval = 25_000
const maxGrowth = 1.05
const maxBytesPerUser = 1

/** A way to read every user. */
export type Walk = 'byHand' | 'sequential' | 'ahead'

/** Memory of a process after garbage collection, in bytes. */
export interface MemorySample {
  readonly heapUsed: number
  readonly rss: number
}

const names: Record<Walk, string> = {
  byHand: 'openapi-fetch, hand-written loop',
  sequential: 'Returning Kit, sequential',
  ahead: 'Returning Kit, prefetch 4',
}

async function samplesOf(url: string, walk: Walk): Promise<MemorySample[]> {
  const child = fork(new URL('./memory-process.ts', import.meta.url), [
    url,
    walk,
    String(sampleInterval),
    String(limit),
  ])
  const [samples] = (await once(child, 'message')) as [MemorySample[]]
  if (samples.length !== total / sampleInterval)
    throw new Error(`${names[walk]} did not read ${total} users.`)
  return samples
}

const mebibytes = (bytes: number) => (bytes / 1024 ** 2).toFixed(1)

interface Growth {
  readonly heap: readonly [early: number, late: number]
  readonly rss: readonly [early: number, late: number]
  /** Bytes that the heap retains per user. */
  readonly bytesPerUser: number
}

// Node frees memory of its start at an arbitrary moment. The median of short trends ignores that
// step.
function trend(heap: readonly number[]): number {
  const distance = heap.length / 6
  return (
    median(heap.slice(distance).map((value, index) => value - (heap[index] as number))) /
    (distance * sampleInterval)
  )
}

function growthOf(samples: readonly MemorySample[]): Growth {
  const quarter = samples.length / 4
  const heap = samples.map(({ heapUsed }) => heapUsed)
  const rss = samples.map((sample) => sample.rss)
  return {
    heap: [Math.max(...heap.slice(0, quarter)), Math.max(...heap.slice(-quarter))],
    rss: [Math.max(...rss.slice(0, quarter)), Math.max(...rss.slice(-quarter))],
    bytesPerUser: trend(heap.slice(quarter)),
  }
}

/** Measures whether memory grows with the number of users. */
export async function memorySection(): Promise<Section> {
  await using server = await startServer({ total, latency: 0 })
  const growth = new Map<Walk, Growth>()
  for (const walk of Object.keys(names) as Walk[])
    growth.set(walk, growthOf(await samplesOf(server.url, walk)))
  const rows = [...growth].map(([walk, { heap, rss, bytesPerUser }]) => [
    names[walk],
    ...heap.map(mebibytes),
    times(heap[1] / heap[0]),
    bytesPerUser.toFixed(2),
    ...rss.map(mebibytes),
  ])
  const kitGrowth = [...growth].flatMap(([walk, figures]) => (walk === 'byHand' ? [] : [figures]))
  const worst = Math.max(...kitGrowth.map(({ heap }) => heap[1] / heap[0]))
  const retained = Math.max(...kitGrowth.map(({ bytesPerUser }) => bytesPerUser))
  return {
    id: 'memory',
    title: `Memory while reading ${total.toLocaleString('en')} users`,
    method: `Reads every user with \`for await\`, ${limit} per page. Each client runs in a fresh process, which collects garbage before each of ${total / sampleInterval} samples. Early is the maximum in MiB of the first quarter of the samples, late the maximum of the last quarter. Bytes per user is the trend after the first quarter. The resident set (RSS) includes memory that the runtime holds in reserve.`,
    table: table(
      ['client', 'heap early', 'heap late', 'growth', 'bytes per user', 'RSS early', 'RSS late'],
      rows,
    ),
    shows: `The late heap is at most ${times(worst)} the early heap. Returning Kit retains at most ${Math.max(0, retained).toFixed(2)} bytes per user. ${aim(`flat, at most ${times(maxGrowth)} and less than ${maxBytesPerUser} byte per user`, worst <= maxGrowth && retained < maxBytesPerUser)}`,
  }
}
