interface Timer {
  at: number
  task: () => void
}

/** A clock whose time advances only when a test runs the next timer. */
export class FakeClock {
  time = Date.parse('2026-01-01T00:00:00Z')
  /** The number that `random` returns. */
  chance = 0.5
  readonly #timers = new Set<Timer>()

  now(): number {
    return this.time
  }

  random(): number {
    return this.chance
  }

  schedule(task: () => void, ms: number): () => void {
    const timer = { at: this.time + ms, task }
    this.#timers.add(timer)
    return () => this.#timers.delete(timer)
  }

  /** Returns the number of pending timers; none may remain when a call has ended. */
  get waiting(): number {
    return this.#timers.size
  }

  /** Advances the time to the earliest timer and runs it. */
  next(): void {
    const [first] = [...this.#timers].sort((a, b) => a.at - b.at)
    if (!first) return
    this.#timers.delete(first)
    this.time = Math.max(this.time, first.at)
    first.task()
  }

  /** Runs timers until the promise settles; other tasks get a turn between them. */
  async run<T>(promise: PromiseLike<T>): Promise<T> {
    let settled = false
    const done = Promise.resolve(promise).finally(() => {
      settled = true
    })
    done.catch(() => {})
    while (!settled) {
      for (let turn = 0; turn < 10 && !settled; turn += 1) await new Promise(setImmediate)
      if (!settled) this.next()
    }
    return done
  }
}
