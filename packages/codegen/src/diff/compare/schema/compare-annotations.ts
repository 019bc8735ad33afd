import type { Document, Schema } from '../../../openapi/document.ts'
import { follow, type Located, type Pair } from '../located.ts'
import { areEqual } from './merge.ts'
import { printValue } from './print-schema.ts'
import type { Comparator, Site } from './site.ts'
import { unwrap } from './unwrap.ts'

/**
 * Compares what describes a value and matters to callers: its default, and its deprecation.
 *
 * @param isSameComponent - Whether both schemas reference one component, whose own default is
 *   compared there.
 */
export function compareAnnotations(
  comparator: Comparator,
  { before, after }: Pair<Located<Schema>>,
  site: Site,
  isSameComponent: boolean,
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
  if (site.direction === 'response' || site.isRequired) return
  const { documents } = comparator
  const fallback = isSameComponent
    ? annotation('default')
    : {
        before: defaultOf(documents.before, before),
        after: defaultOf(documents.after, after),
      }
  if (areEqual(fallback.before, fallback.after)) return
  const predicate = defaultPredicate(fallback)
  comparator.add(site, {
    rule: 'default-changed',
    bump: 'minor',
    topic: 'call',
    predicate,
    ...pointers,
  })
}

function defaultPredicate({ before, after }: Pair<unknown>): string {
  if (after === undefined) return `no longer has the default \`${printValue(before)}\``
  if (before === undefined) return `has the default \`${printValue(after)}\``
  return `has the default \`${printValue(after)}\` instead of \`${printValue(before)}\``
}

// The default may move into a component, or out of one.
function defaultOf(document: Document, { value, pointer }: Located<Schema>): unknown {
  const own = annotationOf(value, 'default')
  if (own !== undefined) return own
  const inner = unwrap({ value, pointer })
  return annotationOf(follow(document, inner).value, 'default')
}

// What a reference leads to is compared in its component.
function annotationOf(schema: unknown, name: string): unknown {
  return typeof schema === 'object' && schema !== null ? (schema as Schema)[name] : undefined
}
