import { systemClock } from '../../../runtime/src/transport/time-limit.ts'
import type { Clock } from '../../src/index.ts'

/** One call on the watch. */
export interface Watch {
  /** Takes the call off the watch: how long it took, and for how much of that this process did not get to its timers. */
  end(): { elapsed: number; late: number }
}

const beat = 5

/** The real clock, which also knows how late its timers come: a busy machine must not look like a broken bound. */
export class WatchedClock implements Clock {
  readonly #running = new Set<{ late: number }>()
  #lastBeat = systemClock.now()
  readonly #heart = setInterval(() => this.#notice(), beat)

  now(): number {
    return systemClock.now()
  }

  random(): number {
    return systemClock.random()
  }

  schedule(task: () => void, ms: number): () => void {
    return systemClock.schedule(task, ms)
  }

  watch(): Watch {
    const began = this.now()
    const state = { late: 0 }
    this.#running.add(state)
    return {
      end: () => {
        this.#running.delete(state)
        return { elapsed: this.now() - began, late: state.late + this.#late() }
      },
    }
  }

  stop(): void {
    clearInterval(this.#heart)
  }

  #late(): number {
    return Math.max(0, this.now() - this.#lastBeat - beat)
  }

  #notice(): void {
    const late = this.#late()
    this.#lastBeat = this.now()
    for (const watch of this.#running) watch.late += late
  }
}
