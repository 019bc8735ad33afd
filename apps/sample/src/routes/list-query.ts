import { type MemberFilter, type PageRequest, type Position, sorts } from '../store/member-query.ts'
import type { Problem } from '../views/problem.ts'

/** Members of a page. */
export const pageSize = 50

/** What a URL of the list asks for. */
export interface ListQuery {
  readonly filter: MemberFilter
  readonly page: PageRequest
}

/** Thrown for a URL that no form of the service sends. */
export class QueryError extends Error {
  override readonly name = 'QueryError' as const
  readonly problem: Problem

  constructor(description: string) {
    super(description)
    this.problem = {
      status: 400,
      title: 'Invalid filter',
      description,
      remedy: 'Use the form of the list.',
    }
  }
}

function parseDay(value: string | null, name: string): string | undefined {
  if (value === null || value === '') return undefined
  const day = /^\d{4}-\d\d-\d\d$/.test(value) ? new Date(`${value}T00:00:00Z`) : undefined
  if (day?.toJSON()?.startsWith(value)) return value
  throw new QueryError(`“${name}” must be a date such as 2026-01-31, received “${value}”.`)
}

const timePattern = /^(-infinity|\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?[+-]\d\d(:\d\d)?)$/

function parsePosition(value: string | null, isTime: boolean): Position | undefined {
  if (value === null || value === '') return undefined
  try {
    const [sortValue, id] = JSON.parse(value)
    const isString = typeof sortValue === 'string' && typeof id === 'string'
    if (isString && (!isTime || timePattern.test(sortValue))) return { value: sortValue, id }
  } catch {
    // The same problem as JSON of another shape.
  }
  throw new QueryError('The position in the list is not one that a link of this service has.')
}

/** Reads the parameters of the list. Throws QueryError. */
export function readListQuery(search: URLSearchParams, communityId: string): ListQuery {
  const read = (name: string) => search.get(name)?.replaceAll('\0', '').trim() || null
  const status = read('status')
  const sort = sorts.find((each) => each === read('sort')) ?? 'name'
  const isTime = sort !== 'name'
  return {
    filter: {
      communityId,
      search: (read('q') ?? '').slice(0, 100),
      isOnline: status === 'online' ? true : status === 'offline' ? false : undefined,
      role: read('role') ?? undefined,
      loginFrom: parseDay(read('from'), 'Last login from'),
      loginTo: parseDay(read('to'), 'Last login to'),
      hasLeft: status === 'left',
    },
    page: {
      sort,
      limit: pageSize,
      after: parsePosition(read('after'), isTime),
      before: parsePosition(read('before'), isTime),
    },
  }
}

/** Returns the URL with other parameters. Undefined and empty ones are removed. */
export function changedUrl(
  url: URL,
  changes: Readonly<Record<string, string | undefined>>,
  path = url.pathname,
): string {
  const search = new URLSearchParams(url.search)
  for (const [name, value] of Object.entries(changes)) search.set(name, value ?? '')
  for (const [name, value] of [...search]) if (value === '') search.delete(name)
  return search.size > 0 ? `${path}?${search}` : path
}
