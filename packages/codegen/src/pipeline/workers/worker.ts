import { parentPort, workerData } from 'node:worker_threads'
import type { Answer, Request } from './pool.ts'
import { tools, writers } from './tasks.ts'

// Runs writers for one document, beside the thread that does all else.
parentPort?.on('message', async ({ writer, asked, part }: Request) => {
  const began = performance.now()
  const written = await writers[writer](asked, part)
  parentPort?.postMessage({ written, time: performance.now() - began } satisfies Answer)
})
for (const name of workerData as (keyof typeof tools)[]) await tools[name]()
