import type { Schema } from '../../../openapi/document.ts'
import type { Located, Pair } from '../located.ts'
import { areEqual } from './merge.ts'
import { printValue } from './print-schema.ts'
import type { Comparator, Site } from './site.ts'

/** Compares what describes a value and matters to callers: its default, and its deprecation. */
export function compareAnnotations(
  comparator: Comparator,
  { before, after }: Pair<Located<Schema>>,
  site: Site,
): void {
  const pointers = { before: before.pointer, after: after.pointer }
  const annotation = (name: string) => ({
    before: annotationOf(before.value, name),
    after: annotationOf(after.value, name),
  })
  const deprecated = annotation('deprecated')
  if (deprecated.after === true && deprecated.before !== true) {
    const topic = 'call'
    const predicate = 'is deprecated'
    comparator.add(site, { rule: 'deprecated', bump: 'minor', topic, predicate, ...pointers })
  }
  const fallback = annotation('default')
  const hasBoth = fallback.before !== undefined && fallback.after !== undefined
  if (!hasBoth || areEqual(fallback.before, fallback.after)) return
  if (site.direction === 'response' || site.isRequired) return
  const [from, to] = [fallback.before, fallback.after].map(printValue)
  comparator.add(site, {
    rule: 'default-changed',
    bump: 'minor',
    topic: 'call',
    predicate: `has the default \`${to}\` instead of \`${from}\``,
    ...pointers,
  })
}

// What a reference leads to is compared in its component.
function annotationOf(schema: unknown, name: string): unknown {
  return typeof schema === 'object' && schema !== null ? (schema as Schema)[name] : undefined
}
