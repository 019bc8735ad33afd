import { randomUUID } from 'node:crypto'

/** How many results are kept for the parts that were trimmed. */
const maximumResults = 20

/** Keeps the last results, so that their trimmed parts can be read without another call. */
export class ResultStore {
  readonly #results = new Map<string, unknown>()

  /** Stores a result and returns its id. Beyond the limit the oldest result is dropped. */
  add(result: unknown): string {
    const id = randomUUID()
    this.#results.set(id, result)
    const [oldest] = this.#results.keys()
    if (this.#results.size > maximumResults && oldest !== undefined) this.#results.delete(oldest)
    return id
  }

  has(id: string): boolean {
    return this.#results.has(id)
  }

  get(id: string): unknown {
    return this.#results.get(id)
  }
}
