import { median } from '../report.ts'

/** Returns the verdict of a library. */
export type Run = readonly [name: string, run: () => boolean]

/**
 * Returns the median time of each run in microseconds. The runs take turns, so that a slow moment
 * of the machine affects all of them alike.
 */
export function takeTurns(
  runs: readonly Run[],
  {
    expected,
    rounds,
    repeats,
  }: { readonly expected: boolean; readonly rounds: number; readonly repeats: number },
): Map<string, number> {
  const times = new Map<string, number[]>(runs.map(([name]) => [name, []]))
  for (let round = -3; round < rounds; round += 1) {
    for (let index = 0; index < runs.length; index += 1) {
      const [name, run] = runs[(index + round + runs.length * 3) % runs.length] as Run
      const start = performance.now()
      for (let repeat = 0; repeat < repeats; repeat += 1)
        if (run() !== expected) throw new Error(`${name} has the wrong verdict.`)
      if (round >= 0) times.get(name)?.push(((performance.now() - start) * 1000) / repeats)
    }
  }
  return new Map([...times].map(([name, all]) => [name, median(all)]))
}
