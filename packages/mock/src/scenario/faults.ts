import { createHash } from 'node:crypto'
import type { Scenario, ScriptedResponse } from './scenario.ts'

const faults: readonly ScriptedResponse[] = [
  { status: 429, retryAfter: 1 },
  { status: 502 },
  { status: 503 },
  { status: 504 },
  { disconnect: 'before' },
  { disconnect: 'during' },
]

/** Failures of a share of all requests. */
export class Faults {
  readonly #options: NonNullable<Scenario['faults']>
  readonly #requestCounts = new Map<string, number>()

  constructor(options: Scenario['faults'] = {}) {
    this.#options = options
  }

  /** Returns the failure of the next request of an operation, or undefined. */
  next(operation: string): ScriptedResponse | undefined {
    const { rate = 0, seed = '', operations } = this.#options
    if (rate === 0 || (operations && !(operations as readonly string[]).includes(operation))) {
      return undefined
    }
    const count = this.#requestCounts.get(operation) ?? 0
    this.#requestCounts.set(operation, count + 1)
    // Not one generator for all operations: its numbers would depend on which of two parallel
    // requests comes first.
    const digest = createHash('sha256').update(`${seed}\n${operation}\n${count}`).digest()
    if (digest.readUInt32BE(0) / 2 ** 32 >= rate) return undefined
    return faults[digest.readUInt32BE(4) % faults.length]
  }
}
