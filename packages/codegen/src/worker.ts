import { parentPort, workerData } from 'node:worker_threads'
import { GenerationError, type Refusal } from './refusal.ts'
import type { Answer, Request } from './thread.ts'
import { type Texts, tools, writers } from './writers.ts'

// Runs one of the writers for one document, beside the thread that does all else.
const name = workerData as keyof Texts

parentPort?.once('message', async ({ json, layout, lenient }: Request) => {
  const began = performance.now()
  const left: Refusal[] = []
  const answer = (text?: Answer['text']) =>
    parentPort?.postMessage({ ...(text !== undefined && { text }), left, time: performance.now() - began } satisfies Answer)
  try {
    answer(await writers[name](json, layout, lenient ? left : undefined))
  } catch (error) {
    if (!(error instanceof GenerationError)) throw error
    left.push(...error.refusals)
    answer()
  }
})
await tools[name]()
