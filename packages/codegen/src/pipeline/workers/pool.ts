import { extname } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { EmitRequest, SlowEmitters, TaskName } from './tasks.ts'

/** A message to a worker. */
export interface TaskRequest {
  readonly id: number
  readonly task: TaskName
  readonly request: EmitRequest
}

/** A message from a worker. */
export interface TaskResult {
  readonly id: number
  readonly task: TaskName
  readonly result: unknown
  /** Milliseconds. */
  readonly time: number
}

// Emitters allocate much that is garbage soon; with a larger young generation its collection takes
// a third less time.
const resourceLimits = { maxYoungGenerationSizeMb: 128, maxOldGenerationSizeMb: 8192 }

// The built package has it beside this module, too.
const workerFile = `./worker${extname(import.meta.url)}`

/** A worker thread that loads the tools of its tasks while the document is still being read. */
export class EmitterThread {
  readonly #worker: Worker
  readonly #pending = new Map<number, PromiseWithResolvers<unknown>>()
  /** Milliseconds that each task took. */
  readonly times: Record<TaskName, number> = { types: 0, validators: 0 }

  constructor(...names: TaskName[]) {
    this.#worker = new Worker(new URL(workerFile, import.meta.url), {
      resourceLimits,
      workerData: names,
    })
    this.#worker.on('message', ({ id, task, result, time }: TaskResult) => {
      this.times[task] += time
      this.#pending.get(id)?.resolve(result)
      this.#pending.delete(id)
    })
    // `run()` reports the error. Without a listener here Node would end the process.
    this.#worker.on('error', (error) => {
      for (const { reject } of this.#pending.values()) reject(error)
      this.#pending.clear()
    })
  }

  /** Runs a task in the worker, after the tasks that were started before. */
  run<N extends TaskName>(task: N, request: EmitRequest): ReturnType<SlowEmitters[N]> {
    const id = this.#nextId
    this.#nextId += 1
    const pending = Promise.withResolvers<unknown>()
    this.#pending.set(id, pending)
    this.#worker.postMessage({ id, task, request } satisfies TaskRequest)
    return pending.promise as ReturnType<SlowEmitters[N]>
  }

  async end(): Promise<void> {
    await this.#worker.terminate()
  }

  #nextId = 0
}
