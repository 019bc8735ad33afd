import type { CST } from 'yaml'
import type { Item } from './render-item.ts'

// A block holds its line breaks in the tokens before the next key. Braces hold the comma and the
// space there.

/** Inserts an entry before the item at `index`, or at the end. */
export function insertItem(map: CST.BlockMap, item: Item, index: number): void {
  const items = map.items as Item[]
  // The last item may hold only the comments and the indentation before what follows the map.
  const last = items.filter(({ key }) => key).length
  const at = Math.min(index, last)
  const before = items[at - 1]
  const indent = spaceToken(map)
  if (at === 0 && items[0]) {
    item.start = items[0].start
    items[0].start = indent
  } else item.start = before && !endsLine(before) ? [newline(map), ...indent] : indent
  items.splice(at, 0, item)
}

/** Appends an item to a map in braces or an array in brackets. */
export function appendToFlow(flow: CST.FlowCollection, item: Item): void {
  const { items } = flow
  const end = items.at(-1)
  // The last item may hold only the space before the brace.
  const isPadding = end !== undefined && !end.key && !end.value && !end.sep
  if (isPadding) items.pop()
  const last = items.at(-1)
  const padding = [...takeEnd(last?.value), ...(isPadding ? end.start : [])]
  const space = last?.start.filter(({ type }) => type !== 'comma') ?? []
  const separator = space.length > 0 ? space : [sourceToken('space', ' ', flow.indent)]
  item.start = last ? [sourceToken('comma', ',', flow.indent), ...separator] : []
  setEnd(item.value, padding)
  items.push(item as CST.FlowCollection['items'][number])
}

/** Removes the entry at `index`. */
export function removeItem(
  collection: CST.BlockMap | CST.BlockSequence | CST.FlowCollection,
  index: number,
): void {
  const items = collection.items as Item[]
  const [removed] = items.splice(index, 1)
  const next = items[index]
  if (index === 0 && next && removed) next.start = removed.start
  if (collection.type === 'flow-collection' && index === items.length && index > 0) {
    setEnd(items.at(-1)?.value, takeEnd(removed?.value))
  }
}

/** Replaces the value of an item; the comment and the line break after it stay. */
export function replaceValue(item: Item, value: CST.Token): void {
  const end = takeEnd(item.value)
  setEnd(value, end)
  item.value = value as NonNullable<Item['value']>
}

function takeEnd(token: CST.Token | null | undefined): CST.SourceToken[] {
  if (!token || !('end' in token) || !token.end) return []
  if (token.type !== 'flow-collection') {
    const { end } = token
    token.end = []
    return end
  }
  // The first token is the brace itself.
  return token.end.splice(1)
}

function setEnd(token: CST.Token | null | undefined, end: CST.SourceToken[]): void {
  if (token?.type === 'flow-collection') token.end.splice(1, Infinity, ...end)
  else if (token) (token as CST.FlowScalar).end = end
}

function endsLine(item: Item): boolean {
  let token: CST.Token | null | undefined = item.value
  for (;;) {
    if (!token) return true
    if ('items' in token && token.type !== 'flow-collection') {
      const last: Item | undefined = (token.items as Item[]).at(-1)
      if (last && !last.key && !last.value) return true
      token = last?.value
      continue
    }
    if (token.type === 'block-scalar') return token.source.endsWith('\n') || token.source === ''
    return 'end' in token && (token.end?.some(({ type }) => type === 'newline') ?? false)
  }
}

function spaceToken(map: CST.BlockMap): CST.SourceToken[] {
  return map.indent > 0 ? [sourceToken('space', ' '.repeat(map.indent), 0)] : []
}

function newline(map: CST.BlockMap): CST.SourceToken {
  return sourceToken('newline', '\n', map.indent)
}

/** Returns a token of its own text. */
export function sourceToken(
  type: CST.SourceToken['type'],
  source: string,
  indent: number,
): CST.SourceToken {
  return { type, offset: 0, indent, source }
}
