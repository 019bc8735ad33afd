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

  end(): void {
    this.begin(undefined)
  }
}
