import type { Diagnostics } from 'recheck'

// recheck also runs as Java or as a binary; its JavaScript is the only one that is always available.
process.env['RECHECK_BACKEND'] = 'pure'
const { checkSync } = await import('recheck')

/** Analyzes how long a pattern takes. On a busy machine, a time limit would make a pattern look slow. */
export function checkPattern(pattern: string, flags: string): Diagnostics {
  return checkSync(pattern, flags, {
    timeout: null,
    attackTimeout: null,
    incubationTimeout: null,
    randomSeed: 1,
  })
}
