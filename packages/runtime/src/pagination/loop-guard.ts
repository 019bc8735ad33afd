import { PagingError } from '../errors/paging-error.ts'

type Items = readonly unknown[]

const maxIdlePages = 1000

function areEqual(a: Items, b: Items): boolean {
  return (
    a.length === b.length &&
    a.every((item, index) => JSON.stringify(item) === JSON.stringify(b[index]))
  )
}

/** Ends an iteration that a service would never end. */
export class LoopGuard {
  readonly #operation: string
  readonly #itemsFarAway: () => Promise<Items | undefined>
  readonly #limit: number
  #previous: Items = []
  #advanced = false
  #honorsPosition: boolean | undefined
  #idlePages = 0

  /**
   * @param itemsFarAway - Returns the items at a position after every page; undefined if the service rejects the position,
   * or if positions are cursors.
   * @param limit - Items of a page as requested; 0 if none were.
   */
  constructor(operation: string, itemsFarAway: () => Promise<Items | undefined>, limit: number) {
    this.#operation = operation
    this.#limit = limit
    this.#itemsFarAway = itemsFarAway
  }

  /**
   * Returns whether a page repeats the last one of a list that has ended. Throws PagingError if the service ignores the
   * position. Equal pages alone prove neither: the rows of a list may be equal.
   */
  async isRepeated(items: Items): Promise<boolean> {
    const previous = this.#previous
    this.#previous = items
    const isEqual = items.length > 0 && areEqual(items, previous)
    if (isEqual && this.#honorsPosition === undefined) {
      const far = await this.#itemsFarAway()
      this.#honorsPosition = far !== undefined && !areEqual(items, far)
      if (far && !this.#honorsPosition) {
        // A service that ignores the position and returns less than requested has no more.
        if (this.#advanced || items.length < this.#limit) return true
        this.#fail(
          'The service returned the same page twice; it seems to ignore the page parameter',
        )
      }
    }
    const isIdle = items.length === 0 || (isEqual && !this.#honorsPosition)
    this.#idlePages = isIdle ? this.#idlePages + 1 : 0
    if (this.#idlePages > maxIdlePages) {
      this.#fail(`The service returned ${maxIdlePages} pages in a row without a new item`)
    }
    this.#advanced ||= previous.length > 0 && !isEqual
    return false
  }

  #fail(problem: string): never {
    throw new PagingError(`${problem}, so iteration was stopped.`, { operation: this.#operation })
  }
}
