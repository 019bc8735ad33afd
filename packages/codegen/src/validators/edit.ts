/** A piece of a text, and what shall stand in its place. */
export interface Edit {
  readonly start: number
  readonly end: number
  readonly text: string
}

/** A text with all edits made. Of edits within one another, the outer one counts. */
export function edited(text: string, edits: readonly Edit[]): string {
  const parts: string[] = []
  let at = 0
  for (const edit of edits.toSorted((one, other) => one.start - other.start || other.end - one.end)) {
    if (edit.start < at) continue
    parts.push(text.slice(at, edit.start), edit.text)
    at = edit.end
  }
  return [...parts, text.slice(at)].join('')
}
