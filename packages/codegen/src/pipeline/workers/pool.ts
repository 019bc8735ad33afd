import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { Shard } from '../../emit/validators/shard.ts'
import type { EmitRequest, writers } from './tasks.ts'

type Name = keyof typeof writers

export interface Request {
  readonly writer: Name
  readonly asked: EmitRequest
  readonly part: Shard | undefined
}

export interface Answer {
  readonly written: unknown
  /** Milliseconds. */
  readonly time: number
}

// What is made is dropped soon; a larger nursery spares the collector a third of the time.
const resourceLimits = { maxYoungGenerationSizeMb: 128, maxOldGenerationSizeMb: 8192 }

/** A thread that runs writers, loading their tools while the document is still being read. */
export class EmitterThread {
  readonly #worker: Worker
  #last: Promise<unknown> = Promise.resolve()
  /** Milliseconds that each writer took. */
  readonly times: Record<Name, number> = { types: 0, validators: 0 }

  constructor(...names: Name[]) {
    this.#worker = new Worker(new URL('./worker.ts', import.meta.url), {
      resourceLimits,
      workerData: names,
    })
    // Heard by whoever asks; until then an error must not end the process.
    this.#worker.on('error', () => {})
  }

  /** Gives what the writer gives, one after the other. */
  write<N extends Name>(
    writer: N,
    asked: EmitRequest,
    part?: Shard,
  ): ReturnType<(typeof writers)[N]> {
    const written = this.#last.then(async () => {
      const answered = once(this.#worker, 'message')
      this.#worker.postMessage({ writer, asked, part } satisfies Request)
      const [answer] = (await answered) as [Answer]
      this.times[writer] += answer.time
      return answer.written
    })
    this.#last = written.catch(() => {})
    return written as ReturnType<(typeof writers)[N]>
  }

  async end(): Promise<void> {
    await this.#worker.terminate()
  }
}
