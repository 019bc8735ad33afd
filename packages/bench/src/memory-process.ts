import type { MemorySample, Walk } from './memory.ts'
import { pageByHand, pageByIterator } from './paging.ts'

// One walk over every user in a fresh process that collects its garbage before each look at its memory.
const [url = '', walk, every, limit] = process.argv.slice(2)
const samples: MemorySample[] = []
let count = 0

function seen(): void {
  count += 1
  if (count % Number(every) !== 0) return
  globalThis.gc?.()
  const { heapUsed, rss } = process.memoryUsage()
  samples.push({ heapUsed, rss })
}

const walks: Record<Walk, () => Promise<void>> = {
  byHand: () => pageByHand(url, Number(limit), seen),
  sequential: () => pageByIterator(url, Number(limit), 0, seen),
  ahead: () => pageByIterator(url, Number(limit), 4, seen),
}
await walks[walk as Walk]()
process.send?.(samples)
process.disconnect()
