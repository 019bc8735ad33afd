import type { Operation } from '../contract/operation.ts'
import type { IncomingRequest } from '../http/messages.ts'
import { objectOrEmpty } from './property-path.ts'
import type { Item } from './seed-item.ts'

/** Returns the fields that a request selects as `x-fields` declares, or undefined for all. */
export function selectedFields(
  { fieldSelection }: Operation,
  { query, body }: Pick<IncomingRequest, 'query' | 'body'>,
): ReadonlySet<string> | undefined {
  if (!fieldSelection) return undefined
  const { style, params } = fieldSelection
  const [name = ''] = params
  const inBody = objectOrEmpty(body)[name]
  const fields = {
    flags: () => params.filter((param) => query.get(param) === 'true'),
    csv: () => query.getAll(name).flatMap((value) => value.split(',')),
    body: () => (Array.isArray(inBody) ? inBody.map(String) : []),
  }[style]()
  const names = fields.map((field) => field.trim()).filter((field) => field !== '')
  return names.length > 0 ? new Set(names) : undefined
}

/**
 * Returns a function that removes the fields of an item that a request does not select. Fields that
 * the schema requires remain, which `example` decides for all items.
 */
export function fieldRemover(
  selected: ReadonlySet<string> | undefined,
  example: Item,
  isValid: (item: Item) => boolean,
): (item: Item) => Item {
  if (!selected) return (item) => item
  const without = (item: Item, isRemoved: (name: string) => boolean): Item =>
    Object.fromEntries(Object.entries(item).filter(([name]) => !isRemoved(name)))
  const isSelected = (name: string) => selected.has(name)
  const required = new Set(
    isValid(without(example, (name) => !isSelected(name)))
      ? []
      : Object.keys(example).filter((name) => !isValid(without(example, (each) => each === name))),
  )
  return (item) => without(item, (name) => !isSelected(name) && !required.has(name))
}
