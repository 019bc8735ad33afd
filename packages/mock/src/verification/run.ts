import type { MockRequest } from '../http/recorded-request.ts'
import type { ResponseUsage, UnusedResponse } from '../scenario/response-queue.ts'
import { CoverageCounter } from './coverage.ts'

/** A call that the contract does not declare: without an operation, or with undeclared input. */
export interface UndeclaredCall {
  readonly method: string
  readonly path: string
  readonly operation: string | undefined
  /** Why the call is not declared, one sentence each. */
  readonly reasons: readonly string[]
  /** Number of such calls. */
  readonly count: number
}

/** What a run should not have: calls that the contract does not declare, and unused responses. */
export interface Verification {
  readonly undeclared: readonly UndeclaredCall[]
  readonly unused: readonly UnusedResponse[]
}

/** The parts of a verification that can fail a run. */
export const failures = ['undeclared', 'unused'] as const

/** A part of a verification that can fail a run. */
export type FailOn = (typeof failures)[number]

// Bounds the memory of a long run.
const maxUndeclared = 1000

/** What a mock remembers of all requests. Unlike the recorded requests, a reset keeps it. */
export class Run {
  readonly coverage: CoverageCounter = new CoverageCounter()
  readonly #undeclared = new Map<string, UndeclaredCall>()
  readonly #used = new WeakSet<object>()
  readonly #unused = new Map<object, UnusedResponse>()

  /** Remembers a request. */
  add({ operation, method, path, status, warnings }: MockRequest): void {
    if (operation !== undefined) this.coverage.add(operation, status)
    const reasons =
      operation === undefined ? ['No operation of the contract has this path.'] : warnings
    if (reasons.length === 0) return
    const key = JSON.stringify([method, path, reasons])
    const count = (this.#undeclared.get(key)?.count ?? 0) + 1
    if (count === 1 && this.#undeclared.size >= maxUndeclared) return
    this.#undeclared.set(key, { method, path, operation, reasons, count })
  }

  /**
   * Remembers which scripted responses of a scenario were used, at the end of the scenario. A
   * response counts as used if it was used up once: each test that starts with the same scenario
   * may need only some of its responses.
   */
  addUsages(usages: readonly ResponseUsage[]): void {
    for (const { response, ...usage } of usages) {
      if (usage.uses >= usage.times) {
        this.#used.add(response)
        this.#unused.delete(response)
      } else if (!this.#used.has(response)) {
        this.#unused.set(response, usage)
      }
    }
  }

  /** Returns the verification of all requests. */
  verification(): Verification {
    return { undeclared: [...this.#undeclared.values()], unused: [...this.#unused.values()] }
  }
}
