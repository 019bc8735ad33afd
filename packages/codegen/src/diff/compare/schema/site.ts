import type { Document, Schema } from '../../../openapi/document.ts'
import type { Direction } from '../../notice.ts'
import type { Finding, Scope } from '../findings.ts'
import type { Located, Pair } from '../located.ts'

/** Where a comparison is: the scope that reports it, and the value in the words of callers. */
export interface Site {
  readonly scope: Scope
  readonly place: string
  readonly direction: Direction
  /** Whether the place is in a component, although the scope is not. */
  readonly isShared?: boolean
  /** A parameter is required, so its default never applies. */
  readonly isRequired?: boolean
  /** The place of what callers know as `data`, inside an envelope. */
  readonly payload?: string
  /** What changes of these values are about, if they are not inputs or outputs. */
  readonly topic?: Finding['topic']
}

/** What is found at a site, which may be about another place. */
export type SiteFinding = Omit<Finding, 'place' | 'direction'> & { place?: string }

/** What the comparisons of parts of a schema need from that of the whole. */
export interface Comparator {
  readonly documents: Pair<Document>
  /** Compares one schema in both contracts. */
  compare(schemas: Pair<Located<Schema>>, site: Site): void
  /** Adds a finding at a site. */
  add(site: Site, finding: SiteFinding): void
  /** Fewer accepted values break callers; fewer returned values do not. */
  addNarrowed(site: Site, pointers: Pair<string>, predicate: string): void
  /** More returned values break callers; more accepted values do not. */
  addWidened(site: Site, pointers: Pair<string>, predicate: string): void
}
