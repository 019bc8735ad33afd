import type { ItemSequence } from './item-sequence.ts'
import type { Item } from './seed-item.ts'

/** An item of a store. */
export interface Entry {
  readonly item: Item
  /** Path parameters of the request that created it. The item does not exist under others. */
  readonly scope: Readonly<Record<string, string>>
  /** Whether no request created or changed it. */
  readonly isSeeded: boolean
}

type IsVisible = (entry: Entry) => boolean

/**
 * The items of a store by id: those at the start, and what requests changed. What it costs to read a
 * page depends on the changes, not on the number of items at the start.
 */
export class ItemEntries {
  readonly #seed: ItemSequence
  readonly #changed: Map<number, Item>
  readonly #created: Map<string, Entry>
  /** Sorted positions. */
  #removed: readonly number[]

  /** Starts with the items of `previous`, if there is one. */
  constructor(seed: ItemSequence, previous?: ItemEntries) {
    this.#seed = previous ? previous.#seed : seed
    this.#changed = new Map(previous ? previous.#changed : [])
    this.#created = new Map(previous ? previous.#created : [])
    this.#removed = previous ? previous.#removed : []
  }

  get(id: string): Entry | undefined {
    const index = this.#indexOf(id)
    return index < 0 ? this.#created.get(id) : this.#at(index)
  }

  create(id: string, item: Item, scope: Entry['scope']): void {
    this.#created.set(id, { item, scope, isSeeded: false })
  }

  /** Replaces the item of an id, which exists. */
  update(id: string, item: Item): void {
    const index = this.#indexOf(id)
    if (index >= 0) this.#changed.set(index, item)
    else this.create(id, item, this.#created.get(id)?.scope ?? {})
  }

  remove(id: string): void {
    const index = this.#indexOf(id)
    if (index < 0) this.#created.delete(id)
    else this.#removed = [...this.#removed, index].sort((left, right) => left - right)
  }

  /** Returns the number of visible items. */
  count(isVisible: IsVisible): number {
    return this.#remaining + this.#visibleCreated(isVisible).length
  }

  /** Returns `size` visible items from `start`. */
  slice(isVisible: IsVisible, start: number, size: number): Entry[] {
    const entries: Entry[] = []
    const removed = new Set(this.#removed)
    for (let index = this.#positionOf(start); index < this.#seed.length; index += 1) {
      if (entries.length === size) return entries
      if (!removed.has(index)) entries.push(this.#at(index))
    }
    const createdStart = Math.max(0, start - this.#remaining)
    const created = this.#visibleCreated(isVisible).slice(createdStart)
    return [...entries, ...created.slice(0, size - entries.length)]
  }

  get #remaining(): number {
    return this.#seed.length - this.#removed.length
  }

  #visibleCreated(isVisible: IsVisible): Entry[] {
    return [...this.#created.values()].filter(isVisible)
  }

  #indexOf(id: string): number {
    // A created item may have the id of a removed one.
    if (this.#created.has(id)) return -1
    const index = this.#seed.indexOf(id)
    return this.#removed.includes(index) ? -1 : index
  }

  #at(index: number): Entry {
    const changed = this.#changed.get(index)
    return { item: changed ?? this.#seed.at(index), scope: {}, isSeeded: changed === undefined }
  }

  // Position of the n-th item that was not removed.
  #positionOf(number: number): number {
    let position = number
    for (const index of this.#removed) {
      if (index > position) break
      position += 1
    }
    return position
  }
}
