/** How long a pattern takes for the worst string; `unknown` where the analysis did not end. */
export type Complexity = 'linear' | 'polynomial' | 'exponential' | 'unknown'

// Units of work of a step, by the stage of the analysis. One unit takes about two microseconds.
const stepUnits = { automaton: 20, deterministicAutomaton: 80, seeding: 10, matching: 1 }

// Limits count work instead of time, so that a loaded machine reaches the same result as a quiet
// one.
const options = {
  attackLimit: 300_000,
  maxNFASize: 3_000,
  attackTimeout: null,
  incubationTimeout: null,
  seedingTimeout: null,
  // With a random seed, the analysis of one pattern could end differently in two runs.
  randomSeed: 1,
}

type Stage = keyof typeof stepUnits

// recheck logs the start of a stage of fuzzing, and each automaton that it has built. Outside
// seeding, the deterministic automaton follows the ordered one.
function stageAfter(message: string, stage: Stage): Stage {
  if (message.startsWith('fuzz: seeding start')) return 'seeding'
  if (/^fuzz: (?:seeding finish|iteration|attack)/.test(message)) return 'matching'
  if (stage === 'seeding') return stage
  return message.includes('OrderedNFA construction') ? 'deterministicAutomaton' : 'automaton'
}

/**
 * Returns how long a regular expression takes for the worst string, and the units of work that the
 * analysis took. Beyond `limit` units the result is `unknown`.
 */
export async function analyzePattern(
  { source, flags }: RegExp,
  limit: number,
): Promise<{ complexity: Complexity; work: number }> {
  // The analysis takes long to load, and most documents need none.
  process.env['RECHECK_SYNC_BACKEND'] ??= 'pure'
  const { checkSync } = await import('./recheck.ts')
  let work = 0
  let stage: Stage = 'automaton'
  const logger = (message: string) => {
    stage = stageAfter(message, stage)
  }
  const now = () => {
    work += stepUnits[stage]
    return work
  }
  try {
    const result = withClock(now, () =>
      checkSync(source, flags, { ...options, timeout: limit, logger }),
    )
    if (result.status === 'vulnerable') return { complexity: result.complexity.type, work }
    return { complexity: result.status === 'unknown' ? 'unknown' : 'linear', work }
  } catch (error) {
    // The analysis of some patterns overflows the stack.
    if (error instanceof RangeError) return { complexity: 'unknown', work }
    throw error
  }
}

// recheck reads `performance.now()` before each step to compare it with `timeout`, and has no
// option for another clock. No other code of this thread runs meanwhile.
function withClock<Result>(now: () => number, run: () => Result): Result {
  const { performance } = globalThis
  globalThis.performance = { now } as Performance
  try {
    return run()
  } finally {
    globalThis.performance = performance
  }
}
