/** What differs between two texts of one file. */
export interface Change {
  readonly added: number
  readonly removed: number
  /** Exports that came, went or differ, each after `+`, `-` or `~`. */
  readonly names: readonly string[]
}

/** Tells what differs between two texts; lines that only moved are not counted. */
export function changeOf(before: string, after: string): Change {
  const [old, now] = [countLines(withoutHash(before)), countLines(withoutHash(after))]
  return {
    added: surplus(now, old),
    removed: surplus(old, now),
    names: changedNames(exportsOf(withoutHash(before)), exportsOf(withoutHash(after))),
  }
}

// Every file names the contract's hash, so that alone says nothing.
function withoutHash(text: string): string {
  return text.replaceAll(/\b[0-9a-f]{64}\b/g, '')
}

function countLines(text: string): Map<string, number> {
  const counts = new Map<string, number>()
  for (const line of text.split('\n')) counts.set(line, (counts.get(line) ?? 0) + 1)
  return counts
}

function surplus(counts: Map<string, number>, other: Map<string, number>): number {
  let sum = 0
  for (const [line, count] of counts) sum += Math.max(0, count - (other.get(line) ?? 0))
  return sum
}

// The text of each export, from its own line to the next; comments before it belong to the one above, which does no harm.
function exportsOf(text: string): Map<string, string> {
  const found = new Map<string, string>()
  for (const part of text.split(/^export (?:function|const|interface|type) /m).slice(1)) {
    const name = /^[\p{ID_Continue}$]+/u.exec(part)?.[0]
    if (name) found.set(name, (found.get(name) ?? '') + part.replaceAll(/^ *\/?\*.*\n/gm, ''))
  }
  return found
}

function changedNames(before: Map<string, string>, after: Map<string, string>): string[] {
  const came = [...after.keys()].filter((name) => !before.has(name)).map((name) => `+${name}`)
  const went = [...before.keys()].filter((name) => !after.has(name)).map((name) => `-${name}`)
  const differ = [...after]
    .filter(([name, text]) => before.has(name) && before.get(name) !== text)
    .map(([name]) => `~${name}`)
  return [...came, ...went, ...differ]
}
