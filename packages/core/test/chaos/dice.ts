import { createHash } from 'node:crypto'

/** A number from 0 up to, not including, 1, which depends on the seed and the name alone: not on who asks first. */
export function roll(seed: string, name: string): number {
  return createHash('sha1').update(`${seed} ${name}`).digest().readUInt32BE() / 2 ** 32
}

/** One of several, as even as the dice are. */
export function pick<T>(choices: readonly T[], seed: string, name: string): T {
  return choices[Math.floor(roll(seed, name) * choices.length)] as T
}
