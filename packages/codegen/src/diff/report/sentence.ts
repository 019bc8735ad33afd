import { plural } from '../../openapi/plural.ts'
import type { Notice, SourceLocation } from '../notice.ts'

/** How many functions a report names before it counts the rest. */
export const namedInReports = 5

/** Returns a notice as a sentence of Markdown that names or counts what it reaches. */
export function sentenceOf(notice: Notice, maximum: number = namedInReports): string {
  const { message, functions, isShared, lesser = [] } = notice
  if (!isShared) return `${ownersOf(functions, maximum)}: ${message}.`
  const others = lesser.map(
    (effect) => `; ${effect.bump} for ${reachOf(effect.functions, maximum)}`,
  )
  return `${message}: ${reachOf(functions, maximum)}${others.join('')}.`
}

function ownersOf(functions: readonly string[], maximum: number): string {
  const names = functions.map(printId)
  if (names.length <= maximum) return names.join(', ')
  return `${names.slice(0, 3).join(', ')} and ${names.length - 3} more ${scopeKind(functions)}`
}

function reachOf(functions: readonly string[], maximum: number): string {
  const names = functions.map(printId)
  if (names.length <= maximum) return names.join(', ')
  return `${countIds(functions)} (${names.slice(0, 3).join(', ')} and ${names.length - 3} more)`
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

function scopeKind([id = '']: readonly string[]): string {
  return `${/^(type|webhook) /.exec(id)?.[1] ?? 'function'}s`
}

function countIds(ids: readonly string[]): string {
  const kinds = Map.groupBy(ids, (id) => {
    const kind = /^(type|webhook) /.exec(id)?.[1]
    return kind ?? 'function'
  })
  return [...kinds].map(([kind, { length }]) => plural(length, kind)).join(' and ')
}
