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

/** Returns how many items the service returns at most, whatever a call asks for. */
export function capOf(seed: string, call: string): number {
  return roll(seed, `${call} capped`) < 0.5 ? 2 + Math.floor(roll(seed, `${call} cap`) * 5) : 100
}

// One total in three is a lie that the items of the pages contradict: too many, or none.
function reportedTotal(seed: string, call: string, total: number): number {
  const chance = roll(seed, `${call} lies`)
  return chance < 0.15 ? total + 1000 : chance < 0.3 ? 0 : total
}

function slice(call: string, total: number, from: number, size: number): { _id: string }[] {
  const count = Math.max(0, Math.min(size, total - from))
  return Array.from({ length: count }, (_, index) => ({ _id: itemId(call, from + index) }))
}

const cursorSize = 7

/** Returns the body of a correct response, in all envelopes at once. */
export function correctBody(seed: string, call: string, { url, body }: ServiceRequest): object {
  const number = (name: string, fallback: number) => Number(url.searchParams.get(name) ?? fallback)
  const limit = Math.min(number('limit', 10), capOf(seed, call))
  const wrap = (data: unknown, meta: object = {}, more: object = {}) => ({
    meta: { status: 'success', statusCode: 200, success: true, ...meta },
    status: 'success',
    data,
    body: data,
    ...more,
  })
  const total = listLength(seed, call)
  const reported = { total: reportedTotal(seed, call, total) }
  if (url.pathname.endsWith('/users/filter')) {
    const from = Number(body['cursor'] ?? 0)
    const next = from + cursorSize < total ? { next_cursor: String(from + cursorSize) } : {}
    return wrap(slice(call, total, from, cursorSize), {}, next)
  }
  if (url.pathname === '/v1/products')
    return wrap(slice(call, total, number('skip', 0), limit), reported)
  if (url.searchParams.has('page') || url.searchParams.has('limit')) {
    const items = slice(call, total, (number('page', 1) - 1) * limit, limit)
    return wrap(items, url.pathname === '/v1/leaderboards' ? reported : {})
  }
  return wrap({ _id: call, ...body })
}
