const cache = new WeakMap<object, string>()

/**
 * Caches `JSON.stringify(document)`. Several steps need it, and it is slow for large documents. The document must not
 * change afterwards.
 */
export function cachedStringify(document: object): string {
  const json = cache.get(document) ?? JSON.stringify(document)
  cache.set(document, json)
  return json
}
