/**
 * Returns a function that splits strings of a contract at a separator. Each is split once, because every call needs its
 * parts again.
 */
export function splitAt(separator: string | RegExp): (text: string) => readonly string[] {
  const known = new Map<string, readonly string[]>()
  return (text) => {
    let parts = known.get(text)
    if (!parts) {
      parts = text.split(separator)
      known.set(text, parts)
    }
    return parts
  }
}
