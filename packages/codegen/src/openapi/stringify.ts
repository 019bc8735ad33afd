const cache = new WeakMap<object, string>()

/** Parses the JSON that `cachedStringify` returned in another thread, and caches it. */
export function parseStringified<T extends object>(json: string): T {
  const document = JSON.parse(json) as T
  cache.set(document, json)
  return document
}

/**
 * Caches `JSON.stringify(document)`. Several steps need it, and it is slow for large documents. The
 * document must not change afterwards.
 */
export function cachedStringify(document: object): string {
  const json = cache.get(document) ?? JSON.stringify(document)
  cache.set(document, json)
  return json
}
