import { stopPaging } from '../errors/paging-error.ts'

type Items = readonly unknown[]

const maxIdlePages = 1000

function areEqual(a: Items, b: Items): boolean {
  return (
    a.length === b.length &&
    a.every((item, index) => JSON.stringify(item) === JSON.stringify(b[index]))
  )
}

/**
 * Returns a function that ends an iteration that a service would never end. It returns whether a
 * page repeats the last one of pages that have ended, and throws PagingError if the service ignores
 * the position. Equal pages alone prove neither: the items of two pages may be equal.
 *
 * @param itemsBeyondLast - Returns the items at a position after every page; undefined if the
 * service rejects the position, or if positions are cursors.
 * @param limit - Items of a page as requested; 0 if none were.
 */
export function loopGuard(
  operation: string,
  itemsBeyondLast: () => Promise<Items | undefined>,
  limit: number,
): (items: Items) => Promise<boolean> {
  let previous: Items = []
  let hasAdvanced = false
  let honorsPosition: boolean | undefined
  let idlePages = 0
  const stop = stopPaging(operation)

  return async (items) => {
    const isEqual = items.length > 0 && areEqual(items, previous)
    if (isEqual && honorsPosition === undefined) {
      const beyond = await itemsBeyondLast()
      honorsPosition = beyond !== undefined && !areEqual(items, beyond)
      if (beyond && !honorsPosition) {
        // A service that ignores the position and returns less than requested has no more.
        if (hasAdvanced || items.length < limit) return true
        stop('returned the same page twice; it seems to ignore the page parameter')
      }
    }
    const isIdle = items.length === 0 || (isEqual && !honorsPosition)
    idlePages = isIdle ? idlePages + 1 : 0
    if (idlePages > maxIdlePages) {
      stop(`returned ${maxIdlePages} pages in a row without a new item`)
    }
    hasAdvanced ||= previous.length > 0 && !isEqual
    previous = items
    return false
  }
}
