/** What a change asks of a version, by the words of semantic versioning. @see https://semver.org/ */
export type Bump = 'none' | 'patch' | 'minor' | 'major'

const order: readonly Bump[] = ['none', 'patch', 'minor', 'major']

/** The greatest of several. */
export function greatest(bumps: Iterable<Bump>): Bump {
  let most: Bump = 'none'
  for (const bump of bumps) if (isLess(most, bump)) most = bump
  return most
}

export function isLess(one: Bump, other: Bump): boolean {
  return order.indexOf(one) < order.indexOf(other)
}

/**
 * The bump to write for a package of this version. Before 1.0.0 a caret range ends at the next minor, so that is where
 * a breaking change goes; an addition goes there too, for every 0.x minor is read before it is taken.
 */
export function writtenBump(bump: Bump, version: string): Bump {
  return bump === 'major' && version.startsWith('0.') ? 'minor' : bump
}

/** The exit code of a comparison: 0 for nothing, 2 patch, 3 minor, 4 major. 1 is left for what went wrong. */
export function exitCode(bump: Bump): number {
  const at = order.indexOf(bump)
  return at === 0 ? 0 : at + 1
}
