import type { Operation } from '../contract/operation.ts'

/** An operation and the values of its path parameters in a request. */
export interface Route {
  readonly operation: Operation
  readonly path: Readonly<Record<string, string>>
}

interface CompiledRoute {
  readonly operation: Operation
  readonly parameterNames: readonly string[]
  readonly pattern: RegExp
  /** One letter per segment, so that literal segments sort before templates. */
  readonly sortKey: string
}

function compileRoute(operation: Operation): CompiledRoute {
  const segments = operation.path.split('/')
  const patterns = segments.map((segment) =>
    segment
      .split(/(\{[^{}]+\})/)
      .map((part) =>
        /^\{.+\}$/.test(part) ? '([^/]+?)' : part.replaceAll(/[.*+?^$()|[\]\\/-]/g, '\\$&'),
      )
      .join(''),
  )
  const parameters = [...operation.path.matchAll(/\{([^{}]+)\}/g)]
  return {
    operation,
    parameterNames: parameters.map(([, name]) => name as string),
    pattern: new RegExp(`^${patterns.join('/')}$`),
    sortKey: segments.map((segment) => (segment.includes('{') ? 'b' : 'a')).join(''),
  }
}

function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}

/**
 * Returns a function that finds the operation of a method and path. If several match, it prefers
 * the one whose first segments are literal.
 */
export function createRouter(
  operations: readonly Operation[],
): (method: string, path: string) => Route | undefined {
  const routes = operations
    .map(compileRoute)
    .sort((left, right) => (left.sortKey < right.sortKey ? -1 : 1))
  return (method, path) => {
    for (const { operation, parameterNames, pattern } of routes) {
      if (operation.method !== method) continue
      const match = pattern.exec(path)
      if (!match) continue
      const values = parameterNames.map((name, index) => [
        name,
        decodeSegment(match[index + 1] ?? ''),
      ])
      return { operation, path: Object.fromEntries(values) }
    }
    return undefined
  }
}
