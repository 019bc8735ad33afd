import type { JsonObject } from './property-path.ts'

/** Items in order. They may be computed when they are read. */
export interface ItemSequence {
  readonly length: number
  at(index: number): JsonObject
  /** Returns the position of the item with an id, or -1. */
  indexOf(id: string): number
}

/** Returns the items of an array, whose ids are unique. */
export function itemArray(items: readonly JsonObject[], idName: string): ItemSequence {
  const indexes = new Map(items.map((item, index) => [String(item[idName]), index]))
  return {
    length: items.length,
    at: (index) => items[index] as JsonObject,
    indexOf: (id) => indexes.get(id) ?? -1,
  }
}
