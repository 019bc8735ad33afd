import { type CST, isMap, isSeq, type Pair, type YAMLMap } from 'yaml'
import { isRecord } from '../../openapi/is-record.ts'
import { replaceValue } from './edit-tokens.ts'
import type { Item } from './render-item.ts'

/** Names and indexes on the way to a value. */
export type Path = readonly (string | number)[]

/** The tokens of a map. */
export type MapTokens = CST.BlockMap | CST.FlowCollection

/** Returns a value with another one at a path. */
export function withValue(node: unknown, [name, ...rest]: Path, value: unknown): unknown {
  if (name === undefined) return value
  if (Array.isArray(node))
    return node.with(Number(name), withValue(node[Number(name)], rest, value))
  const object = isRecord(node) ? node : {}
  return { ...object, [name]: withValue(object[name], rest, value) }
}

/** Returns the entry of a map, whose key may be a number. */
export function pairOf(map: YAMLMap, key: unknown): Pair | undefined {
  return map.items.find((pair) => String((pair.key as { value?: unknown })?.value) === String(key))
}

/** Returns the position of an entry, or the end of the map. */
export function indexOf(map: YAMLMap, key: string | undefined): number {
  const index = map.items.indexOf(pairOf(map, key) as Pair)
  return key === undefined || index < 0 ? map.items.length : index
}

/** Replaces the value of an entry by that of an item. */
export function replacePair(tokens: MapTokens, pair: Pair, item: Item): void {
  const old = pair.srcToken as Item
  const index = (tokens.items as Item[]).indexOf(old)
  const isInline = (token: Item['value']) => token && !token.type.startsWith('block')
  if (isInline(old.value) && item.value && isInline(item.value)) {
    replaceValue(old, item.value)
    return
  }
  item.start = old.start
  ;(tokens.items as Item[]).splice(index, 1, item)
}

/** Returns whether an entry is written in braces, as those beside it are. */
export function isFlowStyle(map: YAMLMap): boolean {
  if (map.flow) return true
  const collections = map.items.flatMap(({ value }) =>
    isMap(value) || isSeq(value) ? [value] : [],
  )
  return collections.filter(({ flow }) => flow).length * 2 > collections.length
}
