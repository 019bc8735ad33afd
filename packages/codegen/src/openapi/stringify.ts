const texts = new WeakMap<object, string>()

/** The JSON of a document that nobody changes: of a large one it takes long, and several ask for it. */
export function cachedStringify(document: object): string {
  const text = texts.get(document) ?? JSON.stringify(document)
  texts.set(document, text)
  return text
}
