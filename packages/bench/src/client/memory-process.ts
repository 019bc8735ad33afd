import type { MemorySample, Walk } from './memory.ts'
import { pageByHand, pageByIterator } from './paging.ts'

// Reads every user in a new process and collects garbage before each memory sample.
const [url = '', walk, sampleInterval, limit] = process.argv.slice(2)
const samples: MemorySample[] = []
let count = 0

function onUser(): void {
  count += 1
  if (count % Number(sampleInterval) !== 0) return
  globalThis.gc?.()
  const { heapUsed, rss } = process.memoryUsage()
  samples.push({ heapUsed, rss })
}

const walks: Record<Walk, () => Promise<void>> = {
  byHand: () => pageByHand(url, Number(limit), onUser),
  sequential: () => pageByIterator(url, Number(limit), 0, onUser),
  ahead: () => pageByIterator(url, Number(limit), 4, onUser),
}
await walks[walk as Walk]()
process.send?.(samples)
process.disconnect()
