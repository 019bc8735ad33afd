import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { Layout } from './layout.ts'
import { GenerationError, type Refusal } from './refusal.ts'
import type { Texts } from './writers.ts'

/** What a thread is asked: a document as JSON, which travels faster than its objects. */
export interface Request {
  readonly json: string
  readonly layout: Layout
  readonly lenient: boolean
}

export interface Answer<K extends keyof Texts = keyof Texts> {
  /** Undefined when the document was refused. */
  readonly text?: Texts[K]
  readonly left: readonly Refusal[]
  /** Milliseconds. */
  readonly time: number
}

// What is made is dropped soon; a larger nursery spares the collector a third of the time.
const resourceLimits = { maxYoungGenerationSizeMb: 256, maxOldGenerationSizeMb: 8192 }

/** A thread that runs one of the writers, loading its tools while the document is still being read. */
export class WriterThread<K extends keyof Texts> {
  readonly #worker: Worker
  /** Milliseconds that the writer took. */
  time = 0

  constructor(writer: K) {
    this.#worker = new Worker(new URL('./worker.ts', import.meta.url), { resourceLimits, workerData: writer })
    // Heard by whoever asks; until then an error must not end the process.
    this.#worker.on('error', () => {})
  }

  /** Does what the writer does. Throws GenerationError like it. */
  async write(json: string, layout: Layout, left?: Refusal[]): Promise<Texts[K]> {
    const answered = once(this.#worker, 'message')
    this.#worker.postMessage({ json, layout, lenient: left !== undefined } satisfies Request)
    const [{ text, left: refusals, time }] = (await answered) as [Answer<K>]
    this.time = time
    if (text === undefined) throw new GenerationError(refusals)
    left?.push(...refusals)
    return text
  }

  async end(): Promise<void> {
    await this.#worker.terminate()
  }
}
