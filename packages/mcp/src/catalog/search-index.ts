import MiniSearch from 'minisearch'
import type { CatalogEntry } from './catalog-entry.ts'

/** Finds operations by words. */
export interface SearchIndex {
  /** Returns the operations that match, the best first. An exact id matches alone. */
  search(query: string, tag?: string): readonly CatalogEntry[]
}

/** Returns an index over the names, paths and descriptions of operations. */
export function createSearchIndex(entries: readonly CatalogEntry[]): SearchIndex {
  const byId = new Map(entries.map((entry) => [entry.id, entry]))
  const index = new MiniSearch<CatalogEntry>({
    fields: ['id', 'summary', 'tag', 'path', 'description'],
    tokenize: words,
    searchOptions: {
      boost: { id: 4, summary: 3, tag: 2 },
      prefix: true,
      fuzzy: 0.2,
      combineWith: 'OR',
    },
  })
  index.addAll(entries)
  return {
    search(query, tag) {
      const exact = byId.get(query.trim())
      if (exact) return [exact]
      const matches = index.search(query.trim() === '' ? MiniSearch.wildcard : query)
      return matches.flatMap(({ id }) => {
        const entry = byId.get(id as string)
        return entry && (tag === undefined || entry.tag === tag) ? [entry] : []
      })
    },
  }
}

// `listCommunityUsers` and `/v1/communities/{communityId}` are found by their words.
function words(text: string): string[] {
  return text.replaceAll(/([a-z\d])([A-Z])/g, '$1 $2').split(/[^\p{L}\p{N}]+/u)
}
