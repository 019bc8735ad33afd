/**
 * Returns whether a parsed document has all keys of its JSON. Of two equal keys `JSON.parse` keeps
 * the last.
 */
export function hasNoDuplicateKeys(document: unknown, json: string): boolean {
  return countWrittenKeys(json) === countKeys(document)
}

// Jumps from quote to quote: a regular expression for strings takes several times as long. A string
// with a colon after it is a key.
function countWrittenKeys(json: string): number {
  let count = 0
  let end = -1
  for (let start = json.indexOf('"'); start !== -1; start = json.indexOf('"', end + 1)) {
    end = endOfString(json, start)
    if (end === -1) break
    let next = end + 1
    while (' \t\r\n'.includes(json.charAt(next)) && next < json.length) next += 1
    if (json[next] === ':') count += 1
  }
  return count
}

// The quote that no backslash escapes: two of them are one backslash.
function endOfString(json: string, start: number): number {
  for (let end = json.indexOf('"', start + 1); end !== -1; end = json.indexOf('"', end + 1)) {
    let backslashes = 0
    while (json[end - 1 - backslashes] === '\\') backslashes += 1
    if (backslashes % 2 === 0) return end
  }
  return -1
}

function countKeys(node: unknown): number {
  if (typeof node !== 'object' || node === null) return 0
  const values = Object.values(node)
  let count = Array.isArray(node) ? 0 : values.length
  for (const value of values) count += countKeys(value)
  return count
}
