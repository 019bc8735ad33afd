import { roll } from './dice.ts'

/** A request as the honest part of the server sees it. */
export interface Asked {
  readonly method: string
  readonly url: URL
  readonly body: Record<string, unknown>
}

/** How many items the list of a walk has. */
export function listLength(seed: string, walk: string): number {
  return Math.floor(roll(seed, `${walk} length`) * 40)
}

export function item(walk: string, index: number): string {
  return `${walk}-${index}`
}

function slice(walk: string, total: number, from: number, size: number): { _id: string }[] {
  const count = Math.max(0, Math.min(size, total - from))
  return Array.from({ length: count }, (_, index) => ({ _id: item(walk, from + index) }))
}

const cursorSize = 7

/** The answer of an honest server, in all envelopes at once. */
export function honestAnswer(seed: string, call: string, { url, body }: Asked): object {
  const number = (name: string, otherwise: number) =>
    Number(url.searchParams.get(name) ?? otherwise)
  const limit = number('limit', 10)
  const wrap = (data: unknown, meta: object = {}, more: object = {}) => ({
    meta: { status: 'success', statusCode: 200, success: true, ...meta },
    status: 'success',
    data,
    body: data,
    ...more,
  })
  const total = listLength(seed, call)
  if (url.pathname.endsWith('/users/filter')) {
    const from = Number(body['cursor'] ?? 0)
    const next = from + cursorSize < total ? { next_cursor: String(from + cursorSize) } : {}
    return wrap(slice(call, total, from, cursorSize), {}, next)
  }
  if (url.pathname === '/v1/products')
    return wrap(slice(call, total, number('skip', 0), limit), { total })
  if (url.searchParams.has('page') || url.searchParams.has('limit')) {
    const items = slice(call, total, (number('page', 1) - 1) * limit, limit)
    return wrap(items, url.pathname === '/v1/leaderboards' ? { total } : {})
  }
  return wrap({ _id: call, ...body })
}
