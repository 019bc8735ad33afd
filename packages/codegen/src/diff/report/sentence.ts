import type { Notice, SourceLocation } from '../notice.ts'

/** How many functions are named before the rest is counted. */
const namedFunctions = 5

/** Returns a notice as a sentence of Markdown that counts or names what it reaches. */
export function sentenceOf(notice: Notice): string {
  const { message, functions, isShared } = notice
  const names = functions.map(printId)
  if (names.length > namedFunctions) {
    const some = names.slice(0, namedFunctions - 2).join(', ')
    const rest = names.length - namedFunctions + 2
    return `${message}: ${countIds(functions)} (${some} and ${rest} more).`
  }
  return isShared ? `${message}: ${names.join(', ')}.` : `${names.join(', ')}: ${message}.`
}

/** Returns the accepted reason of a notice; empty if it was not accepted. */
export function acceptedNote({ accepted }: Notice): string {
  return accepted ? ` (accepted, was ${accepted.bump}: ${accepted.reason})` : ''
}

/** Returns where a notice is in both contracts: `a.yaml:3 → b.yaml:4`. */
export function locationsOf(
  { before, after }: Notice,
  print: (location: SourceLocation, side: 'before' | 'after') => string,
): string {
  const sides = [
    before?.line === undefined ? [] : print(before, 'before'),
    after?.line === undefined ? [] : print(after, 'after'),
  ]
  return sides.flat().join(' → ')
}

/** Returns a location as `file:line`. */
export function fileLine({ file, line }: SourceLocation): string {
  return `${file}:${line}`
}

function printId(id: string): string {
  const [, kind, name] = /^(type|webhook) (.+)$/.exec(id) ?? []
  if (name) return `${kind} \`${name}\``
  return id.startsWith('the ') ? id : `\`${id}\``
}

function countIds(ids: readonly string[]): string {
  const kinds = Map.groupBy(ids, (id) => {
    const kind = /^(type|webhook) /.exec(id)?.[1]
    return kind ?? 'function'
  })
  return [...kinds]
    .map(([kind, { length }]) => `${length} ${kind}${length === 1 ? '' : 's'}`)
    .join(' and ')
}
