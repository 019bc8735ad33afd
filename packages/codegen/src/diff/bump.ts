/** The part of a version that a change increments. @see https://semver.org/ */
export type Bump = 'none' | 'patch' | 'minor' | 'major'

const ascending: readonly Bump[] = ['none', 'patch', 'minor', 'major']

/** Returns the greatest of several bumps; `none` without any. */
export function greatestBump(bumps: Iterable<Bump>): Bump {
  let greatest: Bump = 'none'
  for (const bump of bumps) if (isLess(greatest, bump)) greatest = bump
  return greatest
}

/** Returns whether a bump is less than another. */
export function isLess(bump: Bump, other: Bump): boolean {
  return ascending.indexOf(bump) < ascending.indexOf(other)
}

/**
 * Returns the bump to write into the changeset of a package with this version. Before 1.0.0 a caret
 * range ends at the next minor version, so a breaking change is written as minor.
 */
export function changesetBump(bump: Bump, version: string): Bump {
  return bump === 'major' && version.startsWith('0.') ? 'minor' : bump
}

/** Returns the exit code of a comparison: 0 none, 2 patch, 3 minor, 4 major. Errors exit with 1. */
export function exitCode(bump: Bump): number {
  const index = ascending.indexOf(bump)
  return index === 0 ? 0 : index + 1
}
