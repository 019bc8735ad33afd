import type { Document } from '../../openapi/document.ts'
import type { Notice } from '../notice.ts'
import { compareRequestBodies } from './bodies.ts'
import { compareCallBehavior } from './call-behavior.ts'
import { ChangedComponents } from './changed-components.ts'
import { compareClientOptions } from './client-options.ts'
import { CredentialComparator } from './credentials.ts'
import { compareDetails } from './details.ts'
import { definitionOf, type Entry, entriesOf } from './entries.ts'
import { Findings, Scope } from './findings.ts'
import type { Pair } from './located.ts'
import { compareParameters } from './parameters.ts'
import { Reach } from './reach.ts'
import { compareResponses } from './responses.ts'
import { type ComparedContracts, SchemaComparator } from './schema/compare.ts'
import { compareServers } from './servers.ts'
import { compareTypes } from './types.ts'
import { compareWebhook } from './webhooks.ts'

/** What differs between two documents, and the operations whose callers are to be compiled. */
export interface DocumentComparison {
  findings: Findings
  /** Operations that differ in more than annotations. */
  changedPairs: Pair<Entry>[]
}

/** Compares two documents from the view of callers. */
export function compareDocuments(documents: Pair<Document>): DocumentComparison {
  const changed = new ChangedComponents(documents.before, documents.after)
  const findings = new Findings()
  const contracts: ComparedContracts = { documents, changed, findings }
  const comparator = new SchemaComparator(contracts)
  const credentials = new CredentialComparator(documents, findings)
  const entries = { before: entriesOf(documents.before), after: entriesOf(documents.after) }
  const pairs = pairEntries(entries, findings)
  const changedPairs: Pair<Entry>[] = []
  for (const pair of pairs) {
    const definitions = [
      definitionOf(documents.before, pair.before),
      definitionOf(documents.after, pair.after),
    ] as const
    if (!changed.differs(...definitions) && !isMoved(pair)) continue
    const scope = new Scope({ id: pair.before.id })
    compareEntry(contracts, comparator, credentials, pair, scope)
    if (changed.differsInTypes(...definitions)) changedPairs.push(pair)
  }
  compareClientOptions(documents, findings)
  const reach = new Reach(documents, entries)
  compareTypes(contracts, comparator, reach)
  compareDetails(contracts, pairs, reach)
  return { findings, changedPairs }
}

// Operations are paired by the name of their function, else by path and method.
function pairEntries(entries: Pair<ReadonlyMap<string, Entry>>, findings: Findings): Pair<Entry>[] {
  const pairs: Pair<Entry>[] = []
  const added = new Map([...entries.after].filter(([id]) => !entries.before.has(id)))
  for (const [id, before] of entries.before) {
    const same = entries.after.get(id)
    const renamed = [...added.values()].find((after) => isSamePlace(before, after))
    const after = same ?? renamed
    if (after) pairs.push({ before, after })
    else reportOnly(findings, before, 'function-removed', 'major', 'was removed')
    if (same || !renamed) continue
    added.delete(renamed.id)
    findings.add(new Scope({ id }), {
      rule: 'function-renamed',
      bump: 'major',
      place: '',
      predicate: `was renamed to \`${renamed.id}\``,
      before: before.operation.pointer,
      after: renamed.operation.pointer,
    })
  }
  for (const after of added.values())
    reportOnly(findings, after, 'function-added', 'minor', 'is new')
  return pairs
}

function reportOnly(
  findings: Findings,
  { id, isWebhook, operation }: Entry,
  rule: 'function-removed' | 'function-added',
  bump: Notice['bump'],
  predicate: string,
): void {
  const side = rule === 'function-removed' ? 'before' : 'after'
  const topic = isWebhook ? 'call' : 'values'
  const scope = new Scope({ id })
  findings.add(scope, { rule, bump, place: '', predicate, topic, [side]: operation.pointer })
}

function isSamePlace(before: Entry, after: Entry): boolean {
  return (
    before.name === after.name &&
    before.method === after.method &&
    before.isWebhook === after.isWebhook
  )
}

function isMoved({ before, after }: Pair<Entry>): boolean {
  return !isSamePlace(before, after)
}

function compareEntry(
  { documents }: ComparedContracts,
  comparator: SchemaComparator,
  credentials: CredentialComparator,
  pair: Pair<Entry>,
  scope: Scope,
): void {
  const { before, after } = pair
  const pointers = { before: before.operation.pointer, after: after.operation.pointer }
  const site = { scope, place: '', direction: 'request' } as const
  const add = (finding: Parameters<SchemaComparator['add']>[1]) =>
    comparator.add(site, { ...finding, ...pointers })
  if (isMoved(pair) && !before.isWebhook) {
    const places = [before, after].map(({ method, name }) => `${method.toUpperCase()} ${name}`)
    const predicate = `moved from ${places.join(' to ')}`
    add({ rule: 'function-moved', bump: 'major', topic: 'call', predicate })
  }
  if (before.isWebhook) for (const finding of compareWebhook(documents, pair)) add(finding)
  credentials.compare(pair, site)
  const isReceived = before.isEvent && after.isEvent
  const body = {
    ...site,
    place: before.isWebhook ? 'payload' : 'input.body',
    direction: isReceived ? 'response' : 'request',
  } as const
  compareRequestBodies(comparator, pair, body)
  if (before.isWebhook || before.isEvent !== after.isEvent) return
  compareServers(documents, pair, (finding) => add(finding))
  compareParameters(comparator, pair, site)
  if (before.model && after.model) {
    const models = { before: before.model, after: after.model }
    for (const finding of compareCallBehavior(models.before, models.after)) add(finding)
    compareResponses(comparator, pair, models, { ...site, direction: 'response' })
  }
  if (JSON.stringify(callbacksOf(before)) !== JSON.stringify(callbacksOf(after))) {
    const predicate = 'its callbacks changed, which no function receives'
    add({ rule: 'callback-changed', bump: 'patch', topic: 'details', predicate })
  }
}

function callbacksOf({ operation }: Entry): unknown {
  return (operation.value as { callbacks?: unknown }).callbacks ?? {}
}
