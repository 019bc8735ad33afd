import type { Operation } from '../contract/operation.ts'

/** How often requests called an operation, and which statuses they received. */
export interface OperationCoverage {
  readonly operation: string
  readonly method: string
  readonly path: string
  readonly calls: number
  /** Number of responses by each declared status, and by each other status that was sent. */
  readonly statuses: Readonly<Record<string, number>>
}

/** Which operations and statuses of the contract the requests of a run have reached. */
export interface Coverage {
  readonly operations: { readonly declared: number; readonly called: number }
  readonly statuses: { readonly declared: number; readonly received: number }
  readonly details: readonly OperationCoverage[]
}

/** Counts the responses of each operation. */
export class CoverageCounter {
  readonly #statuses = new Map<string, Map<number, number>>()

  /** Counts a response. */
  add(operation: string, status: number): void {
    const counts = this.#statuses.get(operation) ?? new Map<number, number>()
    counts.set(status, (counts.get(status) ?? 0) + 1)
    this.#statuses.set(operation, counts)
  }

  /** Returns what the counted responses cover of some operations. */
  of(operations: readonly Operation[]): Coverage {
    const details = operations.map((operation) => this.#detail(operation))
    const declared = operations.flatMap(({ responses }, index) =>
      Object.keys(responses).map((status) => details[index]?.statuses[status] ?? 0),
    )
    return {
      operations: {
        declared: operations.length,
        called: details.filter(({ calls }) => calls > 0).length,
      },
      statuses: {
        declared: declared.length,
        received: declared.filter((count) => count > 0).length,
      },
      details,
    }
  }

  #detail({ id, method, path, responses }: Operation): OperationCoverage {
    const statuses: Record<string, number> = {}
    for (const status of Object.keys(responses)) statuses[status] = 0
    let calls = 0
    for (const [status, count] of this.#statuses.get(id) ?? []) {
      calls += count
      const range = `${Math.floor(status / 100)}XX`
      const name = [String(status), range, 'default'].find((each) => Object.hasOwn(responses, each))
      const key = name ?? (status === 0 ? 'disconnected' : String(status))
      statuses[key] = (statuses[key] ?? 0) + count
    }
    return { operation: id, method, path, calls, statuses }
  }
}

/** Formats coverage as Markdown: a sentence, and a table of all operations. */
export function coverageMarkdown({ operations, statuses, details }: Coverage): string {
  const rows = details.map(({ operation, method, path, calls, statuses: counts }) => {
    const received = Object.entries(counts).filter(([, count]) => count > 0)
    const missing = Object.entries(counts).filter(([, count]) => count === 0)
    const cells = [
      `\`${operation}\``,
      `\`${method} ${path}\``,
      String(calls),
      received.map(([status, count]) => `${status} (${count})`).join(', '),
      missing.map(([status]) => status).join(', '),
    ]
    return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
  })
  return [
    '# Coverage',
    '',
    `${operations.called} of ${operations.declared} operations were called, and ` +
      `${statuses.received} of ${statuses.declared} statuses were received.`,
    '',
    '| operation | request | calls | received | not received |',
    '|---|---|---|---|---|',
    ...rows,
    '',
  ].join('\n')
}
