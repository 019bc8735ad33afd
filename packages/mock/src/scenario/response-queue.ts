import { ownValue } from '../contract/document.ts'
import type { Scenario, ScriptedResponse } from './scenario.ts'

/** The scripted responses of a scenario, in order for each operation. */
export class ResponseQueue {
  readonly #responses: Readonly<Record<string, readonly ScriptedResponse[]>>
  readonly #requestCounts = new Map<string, number>()

  constructor(responses: Scenario['responses'] = {}) {
    this.#responses = responses as Readonly<Record<string, readonly ScriptedResponse[]>>
  }

  /** Returns the response to the next request of an operation, or undefined if all are used. */
  next(operation: string): ScriptedResponse | undefined {
    const requestCount = this.#requestCounts.get(operation) ?? 0
    this.#requestCounts.set(operation, requestCount + 1)
    let lastRequest = 0
    for (const response of ownValue(this.#responses, operation) ?? []) {
      const { times = 1 } = response
      lastRequest += times === 'always' ? Number.POSITIVE_INFINITY : times
      if (requestCount < lastRequest) return response
    }
    return undefined
  }
}
