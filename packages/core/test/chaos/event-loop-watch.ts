/** One call that is being measured. */
export interface Measurement {
  /** Returns how long the call took, and for how much of that time the event loop was blocked. */
  end(): { elapsed: number; late: number }
}

const beat = 5

/** Measures how late timers fire, so that a busy machine does not look like an exceeded time limit. */
export class EventLoopWatch {
  readonly #running = new Set<{ late: number }>()
  #lastBeat = Date.now()
  readonly #heartbeat = setInterval(() => this.#onBeat(), beat)

  measure(): Measurement {
    const startedAt = Date.now()
    const state = { late: 0 }
    this.#running.add(state)
    return {
      end: () => {
        this.#running.delete(state)
        return { elapsed: Date.now() - startedAt, late: state.late + this.#lateness() }
      },
    }
  }

  stop(): void {
    clearInterval(this.#heartbeat)
  }

  #lateness(): number {
    return Math.max(0, Date.now() - this.#lastBeat - beat)
  }

  #onBeat(): void {
    const late = this.#lateness()
    this.#lastBeat = Date.now()
    for (const state of this.#running) state.late += late
  }
}
