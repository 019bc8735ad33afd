import type { OpenCall, OpenedCall } from './stream-call.ts'

/** How many items an iteration has returned. */
export interface ItemCounter {
  count: number
}

/** Returns the items of a response, converted and validated. */
export async function* checkedItems<Item>(
  { call, response }: OpenedCall,
  items: AsyncIterable<unknown>,
  counter: ItemCounter = { count: 0 },
): AsyncGenerator<Item, void> {
  const { operation, context } = call
  for await (const value of items) {
    const item = operation?.items ? operation.items.convert(value) : value
    const index = counter.count
    for (const plugin of operation ? context.plugins : []) {
      await plugin.validateItem?.(operation as NonNullable<typeof operation>, {
        item,
        index,
        response,
      })
    }
    counter.count += 1
    yield item as Item
  }
}

/** Sends the request of a call and returns the items that `parse` finds in its response. */
export async function* readItems<Item>(
  open: OpenCall,
  parse: (opened: OpenedCall) => AsyncIterable<unknown>,
): AsyncGenerator<Item, void> {
  const opened = await open()
  yield* checkedItems<Item>(opened, parse(opened))
}
