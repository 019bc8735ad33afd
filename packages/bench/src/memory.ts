import { fork } from 'node:child_process'
import { once } from 'node:events'
import { aim, median, type Section, table, times } from './report.ts'
import { startServer } from './server.ts'

const total = 1_000_000
const limit = 100
const every = 25_000
const mostGrowth = 1.05
const mostBytesAUser = 1

/** A way to read every user. */
export type Walk = 'byHand' | 'sequential' | 'ahead'

/** Memory of a process right after a collection, in bytes. */
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
    String(every),
    String(limit),
  ])
  const [samples] = (await once(child, 'message')) as [MemorySample[]]
  if (samples.length !== total / every)
    throw new Error(`${names[walk]} did not read ${total} users.`)
  return samples
}

const mebibytes = (bytes: number) => (bytes / 1024 ** 2).toFixed(1)

interface Growth {
  readonly heap: readonly [early: number, late: number]
  readonly rss: readonly [early: number, late: number]
  /** What stays in the heap for each user read. */
  readonly bytesAUser: number
}

// Node lets go of what it loaded at some moment of its own; the median of short trends does not see that one step.
function trend(heap: readonly number[]): number {
  const apart = heap.length / 6
  return (
    median(heap.slice(apart).map((value, index) => value - (heap[index] as number))) /
    (apart * every)
  )
}

function growthOf(samples: readonly MemorySample[]): Growth {
  const quarter = samples.length / 4
  const heap = samples.map(({ heapUsed }) => heapUsed)
  const rss = samples.map((sample) => sample.rss)
  return {
    heap: [Math.max(...heap.slice(0, quarter)), Math.max(...heap.slice(-quarter))],
    rss: [Math.max(...rss.slice(0, quarter)), Math.max(...rss.slice(-quarter))],
    bytesAUser: trend(heap.slice(quarter)),
  }
}

/** Whether memory grows with the number of users read. */
export async function memorySection(): Promise<Section> {
  await using server = await startServer({ total, latency: 0 })
  const growth = new Map<Walk, Growth>()
  for (const walk of Object.keys(names) as Walk[])
    growth.set(walk, growthOf(await samplesOf(server.url, walk)))
  const rows = [...growth].map(([walk, { heap, rss, bytesAUser }]) => [
    names[walk],
    ...heap.map(mebibytes),
    times(heap[1] / heap[0]),
    bytesAUser.toFixed(2),
    ...rss.map(mebibytes),
  ])
  const own = [...growth].flatMap(([walk, figures]) => (walk === 'byHand' ? [] : [figures]))
  const worst = Math.max(...own.map(({ heap }) => heap[1] / heap[0]))
  const kept = Math.max(...own.map(({ bytesAUser }) => bytesAUser))
  return {
    id: 'memory',
    title: `Memory while reading ${total.toLocaleString('en')} users`,
    method: `Reads every user with \`for await\`, ${limit} per page. Each client runs in a fresh process, which collects garbage before each of ${total / every} samples. Early is the maximum in MiB of the first quarter of the samples, late the maximum of the last quarter. Bytes per user is the trend after the first quarter. The resident set (RSS) includes memory that the runtime holds in reserve.`,
    table: table(
      ['client', 'heap early', 'heap late', 'growth', 'bytes per user', 'RSS early', 'RSS late'],
      rows,
    ),
    shows: `The late heap is at most ${times(worst)} the early heap. Returning Kit retains at most ${Math.max(0, kept).toFixed(2)} bytes per user. ${aim(`flat, at most ${times(mostGrowth)} and less than ${mostBytesAUser} byte per user`, worst <= mostGrowth && kept < mostBytesAUser)}`,
  }
}
