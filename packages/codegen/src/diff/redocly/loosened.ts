import type { RedoclyChange } from './run.ts'

/** Returns whether a change only accepts more values, where Redocly takes it for any change. */
export function isLoosened(
  change: RedoclyChange,
  redoclyChanges: readonly RedoclyChange[],
): boolean {
  return isLoosenedNumber(change) || isLoosenedChoice(change, redoclyChanges)
}

// Every multiple of 4 is a multiple of 2, and every int32 is an int64.
function isLoosenedNumber({ property, base, revision }: RedoclyChange): boolean {
  const [before, after] = [base?.value, revision?.value]
  if (property === 'multipleOf') {
    return (
      typeof before === 'number' && typeof after === 'number' && Number.isInteger(before / after)
    )
  }
  return property === 'format' && before === 'int32' && after === 'int64'
}

// A value of `oneOf` alternatives is also one of the same alternatives in `anyOf`.
function isLoosenedChoice(
  { kind, revision }: RedoclyChange,
  redoclyChanges: readonly RedoclyChange[],
): boolean {
  const pointer = revision?.pointer ?? ''
  if (kind !== 'added' || !pointer.endsWith('/anyOf')) return false
  const removed = redoclyChanges.find(
    (other) =>
      other.kind === 'removed' && other.base?.pointer === pointer.replace(/anyOf$/, 'oneOf'),
  )
  return JSON.stringify(removed?.base?.value) === JSON.stringify(revision?.value)
}
