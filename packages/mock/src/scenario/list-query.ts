import { ownValue } from '../contract/document.ts'
import type { Operation } from '../contract/operation.ts'
import type { IncomingRequest } from '../http/messages.ts'
import { objectOrEmpty } from './property-path.ts'
import type { Item } from './seed-item.ts'

interface Pair {
  readonly field: string
  readonly value: string
}

function pairOf(operation: Operation, incoming: IncomingRequest, name: string): Pair | undefined {
  const isDeclared = operation.parameters.some(
    ({ value }) => value.in === 'query' && value.name === name,
  )
  const [, field, value] = /^([^:]+):(.*)$/s.exec(incoming.query.get(name) ?? '') ?? []
  return isDeclared && field !== undefined && value !== undefined ? { field, value } : undefined
}

function compare(left: unknown, right: unknown): number {
  const numbers = [Number(left), Number(right)] as const
  const isNumeric = left !== '' && right !== '' && !numbers.some(Number.isNaN)
  const [first, second] = isNumeric ? numbers : [String(left), String(right)]
  if (first === second) return 0
  return first < second ? -1 : 1
}

function matches(value: unknown, condition: unknown): boolean {
  if (value === undefined) return false
  if (typeof condition !== 'object' || condition === null) {
    return String(value) === String(condition)
  }
  const { gte, lte } = condition as { gte?: unknown; lte?: unknown }
  return (
    (gte === undefined || compare(value, gte) >= 0) &&
    (lte === undefined || compare(value, lte) <= 0)
  )
}

function isFound(item: Item, { field, value }: Pair): boolean {
  const searched = field === 'keyword' ? Object.values(item) : [ownValue(item, field)]
  const text = value.toLowerCase()
  return searched.some((each) => typeof each === 'string' && each.toLowerCase().includes(text))
}

/** Which items of a list a request asks for, and their order. */
export interface ListQuery {
  readonly matches: (item: Item) => boolean
  /** Undefined for the order of the list. */
  readonly compare: ((left: Item, right: Item) => number) | undefined
}

/**
 * Returns what a request asks for where the contract declares the query parameters `filter`,
 * `search` and `sort` (`<field>:<value>`) or a body with `filter`. Undefined means all items.
 */
export function listQuery(operation: Operation, incoming: IncomingRequest): ListQuery | undefined {
  const filter = pairOf(operation, incoming, 'filter')
  const search = pairOf(operation, incoming, 'search')
  const sort = pairOf(operation, incoming, 'sort')
  const conditions = Object.entries({
    ...objectOrEmpty(objectOrEmpty(incoming.body)['filter']),
    ...(filter && { [filter.field]: filter.value }),
  })
  if (conditions.length === 0 && !search && !sort) return undefined
  return {
    matches: (item) =>
      conditions.every(([name, condition]) => matches(ownValue(item, name), condition)) &&
      (!search || isFound(item, search)),
    compare: sort && comparator(sort),
  }
}

function comparator({ field, value }: Pair): (left: Item, right: Item) => number {
  const direction = value === 'desc' ? -1 : 1
  return (left, right) => {
    const [first, second] = [ownValue(left, field), ownValue(right, field)]
    if (first === undefined || second === undefined) {
      return Number(first === undefined) - Number(second === undefined)
    }
    return direction * compare(first, second)
  }
}
