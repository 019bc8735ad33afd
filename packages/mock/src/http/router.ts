import type { Operation } from '../contract/operation.ts'

/** An operation, and the values that its path has in a request. */
export interface Route {
  readonly operation: Operation
  readonly path: Readonly<Record<string, string>>
}

interface Candidate {
  readonly operation: Operation
  readonly pattern: RegExp
  /** One letter a segment: a fixed one goes before a template. */
  readonly rank: string
}

function candidateOf(operation: Operation): Candidate {
  const segments = operation.path.split('/')
  const pattern = segments.map((segment) =>
    segment
      .split(/(\{[^{}]+\})/)
      .map((part) =>
        /^\{.+\}$/.test(part) ? '([^/]+?)' : part.replaceAll(/[.*+?^$()|[\]\\/-]/g, '\\$&'),
      )
      .join(''),
  )
  return {
    operation,
    pattern: new RegExp(`^${pattern.join('/')}$`),
    rank: segments.map((segment) => (segment.includes('{') ? 'b' : 'a')).join(''),
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** Finds operations by method and path; where several fit, the one with the most fixed segments from the left. */
export function createRouter(
  operations: readonly Operation[],
): (method: string, path: string) => Route | undefined {
  const candidates = operations
    .map(candidateOf)
    .sort((one, other) => (one.rank < other.rank ? -1 : 1))
  return (method, path) => {
    for (const { operation, pattern } of candidates) {
      if (operation.method !== method) continue
      const match = pattern.exec(path)
      if (!match) continue
      const names = [...operation.path.matchAll(/\{([^{}]+)\}/g)].map(([, name]) => name as string)
      return {
        operation,
        path: Object.fromEntries(
          names.map((name, index) => [name, decoded(match[index + 1] ?? '')]),
        ),
      }
    }
    return undefined
  }
}
