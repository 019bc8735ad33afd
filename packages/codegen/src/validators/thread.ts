import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { Document } from '../document.ts'
import type { ValidatorModules } from '../layout.ts'
import type { OperationModel } from '../model.ts'
import { GenerationError, type Refusal } from '../refusal.ts'

export interface ValidatorsRequest {
  readonly document: Document
  readonly models: readonly OperationModel[]
  readonly modules: ValidatorModules
  readonly lenient: boolean
}

export interface ValidatorsAnswer {
  /** Undefined when the document was refused. */
  readonly validators?: Record<string, string>
  readonly left: readonly Refusal[]
  /** Milliseconds. */
  readonly time: number
}

// Ajv makes and drops much; a larger nursery spares the collector a third of the time.
const resourceLimits = { maxYoungGenerationSizeMb: 256, maxOldGenerationSizeMb: 8192 }

/** A thread that compiles the validators, loading its tools while the document is still being read. */
export class ValidatorsThread {
  readonly #worker = new Worker(new URL('./worker.ts', import.meta.url), { resourceLimits })
  /** Milliseconds that the validators took. */
  time = 0

  constructor() {
    // Heard by whoever asks; until then an error must not end the process.
    this.#worker.on('error', () => {})
  }

  /** Does what writeValidators does. Throws GenerationError like it. */
  async write(
    document: Document,
    models: readonly OperationModel[],
    modules: ValidatorModules,
    left?: Refusal[],
  ): Promise<Record<string, string>> {
    const answered = once(this.#worker, 'message')
    this.#worker.postMessage({ document, models, modules, lenient: left !== undefined } satisfies ValidatorsRequest)
    const [{ validators, left: refusals, time }] = (await answered) as [ValidatorsAnswer]
    this.time = time
    if (!validators) throw new GenerationError(refusals)
    left?.push(...refusals)
    return validators
  }

  async end(): Promise<void> {
    await this.#worker.terminate()
  }
}
