import type { ParsedContract } from '../../../src/internal.ts'
import { callRows } from './calls.ts'
import { contractOf, type Node, operationFixture } from './contract.ts'
import { keywordRows } from './keywords.ts'
import { mediaTypeRows } from './media-types.ts'
import { requestRows } from './requests.ts'
import { responseRows } from './responses.ts'
import { rewriteRows } from './rewrites.ts'
import type { Row } from './row.ts'
import { statusRows } from './statuses.ts'
import { tightenedRows, unionRows } from './unions.ts'

/** All changes of the tables. */
export const rows: readonly Row[] = [
  ...requestRows,
  ...responseRows,
  ...statusRows,
  ...callRows,
  ...mediaTypeRows,
  ...unionRows,
  ...tightenedRows,
  ...rewriteRows,
  ...keywordRows.flatMap(({ request, response }) => [request, response]),
]

const schemes = {
  before: {
    bearerScheme: { type: 'http', scheme: 'bearer' },
    apiKeyScheme: { type: 'apiKey', in: 'header', name: 'x-key' },
  },
  after: {
    bearerScheme: { type: 'http', scheme: 'basic' },
    apiKeyScheme: { type: 'http', scheme: 'bearer' },
  },
}

/**
 * Returns the contract of all rows. Each change has an operation and schemas of its own, so that one
 * comparison judges all of them.
 *
 * @param included - The rows whose operations are in the contract; all by default.
 */
export function tableContract(
  side: 'before' | 'after',
  included: readonly Row[] = rows,
): ParsedContract {
  const operations = rows.map(({ edit, from }, index) => {
    const operation = operationFixture(index)
    operation.item['path'] = `/op${index}/{id}`
    const parts = [
      operation.item['post'] as Node,
      (name: string) => operation.schemas[`${name}${index}`] as Node,
      operation.item,
    ] as const
    from?.(...parts)
    if (side === 'after') edit(...parts)
    return operation
  })
  const chosen = operations.filter((_, index) => included.includes(rows[index] as Row))
  return contractOf(chosen, {}, {}, schemes[side])
}
