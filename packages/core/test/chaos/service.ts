import { roll } from './dice.ts'

/** A parsed request. */
export interface ServiceRequest {
  readonly method: string
  readonly url: URL
  readonly body: Record<string, unknown>
}

/** Returns how many items the list of a call has. */
export function listLength(seed: string, call: string): number {
  return Math.floor(roll(seed, `${call} length`) * 40)
}

/** Returns the id of a list item. */
export function itemId(call: string, index: number): string {
  return `${call}-${index}`
}

function slice(call: string, total: number, from: number, size: number): { _id: string }[] {
  const count = Math.max(0, Math.min(size, total - from))
  return Array.from({ length: count }, (_, index) => ({ _id: itemId(call, from + index) }))
}

const cursorSize = 7

/** Returns the body of a correct response, in all envelopes at once. */
export function correctBody(seed: string, call: string, { url, body }: ServiceRequest): object {
  const number = (name: string, fallback: number) => Number(url.searchParams.get(name) ?? fallback)
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
