import type { Scenario, ScriptedResponse } from './scenario.ts'

/** The answers of a scenario, each operation's in its order. */
export class ResponseQueue {
  readonly #answers: Scenario['responses']
  readonly #asked = new Map<string, number>()

  constructor(answers: Scenario['responses']) {
    this.#answers = answers
  }

  /** What the next request of an operation gets; undefined for the plain answer. */
  next(operation: string): ScriptedResponse | undefined {
    const asked = this.#asked.get(operation) ?? 0
    this.#asked.set(operation, asked + 1)
    let before = 0
    for (const answer of (
      this.#answers as Record<string, readonly ScriptedResponse[]> | undefined
    )?.[operation] ?? []) {
      const { times = 1 } = answer
      before += times === 'always' ? Number.POSITIVE_INFINITY : times
      if (asked < before) return answer
    }
    return undefined
  }
}
