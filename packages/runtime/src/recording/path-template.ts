/** Matches the path of a URL against a path template of OpenAPI. */
export class PathTemplate {
  /** How many segments have no parameter, to prefer `/users/me` over `/users/{id}`. */
  readonly literals: number
  readonly segments: readonly string[]
  readonly #patterns: readonly (RegExp | string)[]
  readonly #names: readonly string[]

  constructor(path: string) {
    this.segments = segmentsOf(path)
    this.#names = [...path.matchAll(/\{([^{}]+)\}/g)].map(([, name]) => name ?? '')
    this.#patterns = this.segments.map((segment) => {
      if (!/\{[^{}]+\}/.test(segment)) return segment
      const literals = segment.split(/\{[^{}]+\}/).map(escapePattern)
      return new RegExp(`^${literals.join('(.+?)')}$`, 's')
    })
    this.literals = this.#patterns.filter((pattern) => typeof pattern === 'string').length
  }

  /** Returns the decoded values of the path parameters; undefined for another path. */
  match(segments: readonly string[]): Map<string, string> | undefined {
    if (segments.length !== this.#patterns.length) return undefined
    const values: string[] = []
    for (const [index, pattern] of this.#patterns.entries()) {
      const segment = segments[index] ?? ''
      if (typeof pattern === 'string') {
        if (segment !== pattern) return undefined
        continue
      }
      const found = pattern.exec(segment)
      if (!found) return undefined
      values.push(...found.slice(1))
    }
    return new Map(this.#names.map((name, index) => [name, values[index] ?? '']))
  }

  /** Returns whether the template begins like a path and continues with a parameter. */
  hasParameterAfter(segments: readonly string[]): boolean {
    const next = this.#patterns[segments.length]
    return (
      next instanceof RegExp &&
      segments.every((segment, index) => {
        const pattern = this.#patterns[index]
        return pattern instanceof RegExp ? pattern.test(segment) : pattern === segment
      })
    )
  }
}

/** Returns a text as a pattern that matches it alone. */
export function escapePattern(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')
}

/** Returns the decoded segments of a path, without a slash at the end. */
export function segmentsOf(path: string): string[] {
  const trimmed = path.replace(/^\/+/, '').replace(/\/+$/, '')
  return trimmed === '' ? [] : trimmed.split('/').map(decodeSegment)
}

function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}
