import { createHash } from 'node:crypto'

/** Returns a number from 0 up to, not including, 1, which depends on the seed and the name only. */
export function roll(seed: string, name: string): number {
  return createHash('sha1').update(`${seed} ${name}`).digest().readUInt32BE() / 2 ** 32
}

/** Returns one of the choices, each with the same probability. */
export function pick<T>(choices: readonly T[], seed: string, name: string): T {
  return choices[Math.floor(roll(seed, name) * choices.length)] as T
}
