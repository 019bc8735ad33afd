import { isLoopback, type Route } from '@returning-kit/runtime/recording'
import type { Provenance } from '../../openapi/document.ts'
import { isRecord } from '../../openapi/is-record.ts'
import { valueAt } from '../../openapi/json-pointer.ts'
import type { Sightings } from '../finding.ts'
import type { Observations } from '../judge/observations.ts'
import type { LocatedNode } from '../write/contract-files.ts'
import { type Lesson, locationOf, noteChange } from './lesson.ts'

/**
 * Sets the provenance of operations and named schemas to `observed`, where it is lower or older. An
 * operation needs a call that succeeded.
 *
 * @param source - Where the calls are from; by default the origin of most of them.
 */
export function setProvenance(
  routes: readonly Route[],
  { calls, schemas }: Observations,
  lesson: Lesson,
  source: string | undefined,
): void {
  for (const { id, pointer } of routes) {
    const seen = calls.get(id)
    const node = seen && seen.successes > 0 ? lesson.files.locate(pointer) : undefined
    if (!seen || !node) continue
    const before = provenanceAt(node)
    if (!observeNode(node, seen, lesson, `\`${id}\``, source)) continue
    if (before?.status === 'provisional') suggestDescription(node, id, lesson)
  }
  for (const [pointer, seen] of schemas) {
    const node = lesson.files.locate(pointer)
    const name = pointer.split('/').at(-1)
    if (node) observeNode(lesson.files.follow(node), seen, lesson, `the schema \`${name}\``, source)
  }
}

function provenanceAt({ file, path }: LocatedNode): Provenance | undefined {
  const node = valueAt(file.value, [...path, 'x-provenance'])
  return isRecord(node) ? (node as unknown as Provenance) : undefined
}

function observeNode(
  node: LocatedNode,
  seen: Sightings,
  lesson: Lesson,
  name: string,
  source: string = sourceOf(seen),
): boolean {
  const known = provenanceAt(node)
  if (!known || known.status === 'documented') return false
  const { lastDate: asOf, count } = seen
  const isNewer =
    known.status !== 'observed' ||
    known.asOf < asOf ||
    (known.asOf === asOf && known.source === source && (known.count ?? 0) < count)
  if (!isNewer) return false
  const provenance = { status: 'observed', source, asOf, count }
  const isMade = node.file.set(node.path, 'x-provenance', provenance)
  const at = { ...node, path: [...node.path, 'x-provenance'] }
  noteChange(lesson, at, `Observed ${name} in ${count} call${count === 1 ? '' : 's'}.`, isMade)
  return isMade
}

/** Returns the origin of most calls. The port of a service on this machine differs in each run. */
export function sourceOf({ origins }: Pick<Sightings, 'origins'>): string {
  const [most] = [...origins].sort(([, one], [, other]) => other - one)
  if (!most) return 'recorded calls'
  return isLoopback(most[0]) ? 'http://localhost' : most[0]
}

function suggestDescription(node: LocatedNode, id: string, lesson: Lesson): void {
  const description = valueAt(node.file.value, [...node.path, 'description'])
  if (typeof description !== 'string') return
  const at = locationOf({ ...node, path: [...node.path, 'description'] })
  lesson.suggestions.push(
    `${at} Review the description of \`${id}\`: it was written when only its name was known.`,
  )
}
