import { type Step, steps } from './report.ts'

/** Measures how long each step takes in this thread. Starts with `lint`. */
export class StepTimer {
  readonly times = Object.fromEntries(steps.map((step) => [step, 0])) as Record<Step, number>
  #step: Step | undefined = 'lint'
  #start = performance.now()

  readonly begin = (step: Step | undefined): void => {
    const now = performance.now()
    if (this.#step) this.times[this.#step] += now - this.#start
    this.#step = step
    this.#start = now
  }

  /** Measures a part of another step. */
  measure<T>(step: Step, run: () => T): T {
    const around = this.#step
    this.begin(step)
    try {
      return run()
    } finally {
      this.begin(around)
    }
  }

  end(): void {
    this.begin(undefined)
  }
}
