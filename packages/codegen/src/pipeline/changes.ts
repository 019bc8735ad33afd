/** The difference between two texts of one file. */
export interface TextChange {
  readonly added: number
  readonly removed: number
  /** Exports that were added, removed or changed, each after `+`, `-` or `~`. */
  readonly names: readonly string[]
}

/** Compares two texts of one file. Lines that only moved do not count. */
export function compareTexts(before: string, after: string): TextChange {
  const [oldLines, currentLines] = [countLines(before), countLines(after)]
  return {
    added: countSurplus(currentLines, oldLines),
    removed: countSurplus(oldLines, currentLines),
    names: changedNames(exportsOf(before), exportsOf(after)),
  }
}

function countLines(text: string): Map<string, number> {
  const counts = new Map<string, number>()
  for (const line of text.split('\n')) counts.set(line, (counts.get(line) ?? 0) + 1)
  return counts
}

function countSurplus(counts: Map<string, number>, other: Map<string, number>): number {
  let sum = 0
  for (const [line, count] of counts) sum += Math.max(0, count - (other.get(line) ?? 0))
  return sum
}

// Code of each export, from its line to the next export, without comments: the comment before an
// export would count for the one above.
function exportsOf(text: string): Map<string, string> {
  const exports = new Map<string, string>()
  for (const part of text.split(/^export (?:function|const|interface|type) /m).slice(1)) {
    const name = /^[\p{ID_Continue}$]+/u.exec(part)?.[0]
    const code = part.replaceAll(/^ *\/?\*.*\n/gm, '')
    if (name) exports.set(name, (exports.get(name) ?? '') + code)
  }
  return exports
}

function changedNames(before: Map<string, string>, after: Map<string, string>): string[] {
  const added = [...after.keys()].filter((name) => !before.has(name))
  const removed = [...before.keys()].filter((name) => !after.has(name))
  const changed = [...after]
    .filter(([name, code]) => before.has(name) && before.get(name) !== code)
    .map(([name]) => name)
  return [
    ...added.map((name) => `+${name}`),
    ...removed.map((name) => `-${name}`),
    ...changed.map((name) => `~${name}`),
  ]
}
