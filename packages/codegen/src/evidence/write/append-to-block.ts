import type { CST } from 'yaml'
import { sourceToken } from './edit-tokens.ts'
import { renderFlowValue, renderItem } from './render-item.ts'

type SequenceItem = CST.BlockSequence['items'][number]

/** Appends a value to an array of lines that start with a dash, in the style of the last item. */
export function appendToBlock(tokens: CST.BlockSequence, value: unknown): void {
  const { items, indent } = tokens
  const last = items.findLastIndex((item) => item.value)
  const isBlock = items[last]?.value?.type === 'block-map'
  const token = isBlock ? blockValue(value, indent) : flowValue(value, indent)
  const space = sourceToken('space', ' ', 0)
  const dash = [sourceToken('seq-item-ind', '-', indent), space]
  const start = indent > 0 ? [sourceToken('space', ' '.repeat(indent), 0), ...dash] : dash
  // An item without a value holds the comments and the indentation before what follows the array.
  items.splice(last + 1, 0, { start, value: token } as SequenceItem)
}

function flowValue(value: unknown, indent: number): CST.Token {
  const token = renderFlowValue(value, false) as CST.FlowScalar
  token.end ??= []
  token.end.push(sourceToken('newline', '\n', indent))
  return token
}

// The writer of YAML puts two columns before the dash of an array in a map.
function blockValue(value: unknown, indent: number): CST.Token {
  const style = { indent: Math.max(indent - 2, 0), isFlow: false, isJson: false }
  const sequence = renderItem('key', [value], style).value as CST.BlockSequence
  const [item] = sequence.items
  if (!item?.value) throw new Error('The value has no tokens.')
  return item.value
}
