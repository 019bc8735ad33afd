import { type CST, Document, isScalar, isSeq, Parser, visit } from 'yaml'

type Collection = CST.BlockMap | CST.FlowCollection
export type Item = CST.BlockMap['items'][number] | CST.FlowCollection['items'][number]

/** How an entry is written: as those beside it. */
export interface ItemStyle {
  /** Columns before the key, in a block. */
  readonly indent: number
  /** Whether objects and arrays are written in braces. */
  readonly isFlow: boolean
  /** Whether the file is JSON. */
  readonly isJson: boolean
}

/** Returns an entry of a map as tokens: `key: value`, with a line break at its end. */
export function renderItem(key: string, value: unknown, style: ItemStyle): Item {
  const text = yamlOf(key, value, style)
  const indented = text.replaceAll(/^(?=.)/gm, ' '.repeat(style.indent))
  const [document] = [...new Parser().parse(indented)]
  removeArrayPadding(document)
  const collection = (document as CST.Document).value as Collection
  const [item] = collection.items
  if (!item) throw new Error(`The entry ${key} has no tokens.`)
  return { ...item, start: [] } as Item
}

/** Returns an item of an array in brackets. */
export function renderFlowValue(value: unknown, isJson: boolean): CST.Token {
  const item = renderItem('key', [value], { indent: 0, isFlow: true, isJson })
  const array = item.value as CST.FlowCollection
  const [first] = array.items
  if (!first?.value) throw new Error('The value has no tokens.')
  return first.value
}

function yamlOf(key: string, value: unknown, { isFlow, isJson }: ItemStyle): string {
  const document = new Document({ [key]: value })
  visit(document, {
    Collection(key, node) {
      // The outermost map is the entry itself.
      const isShort = isSeq(node) && node.items.every(isScalar)
      if (key !== null && (isFlow || isJson || isShort)) node.flow = true
    },
    Scalar(_, node) {
      // Dates are quoted, because other readers of YAML take them for dates.
      if (!isJson && /^\d{4}-\d{2}-\d{2}/.test(String(node.value))) node.type = 'QUOTE_SINGLE'
    },
  })
  const quotes = { defaultStringType: 'QUOTE_DOUBLE', defaultKeyType: 'QUOTE_DOUBLE' } as const
  return document.toString({ lineWidth: 0, ...(isJson ? quotes : { singleQuote: true }) })
}

// The writer of YAML puts spaces into all brackets or into none; here they are in braces only.
function removeArrayPadding(node: unknown): void {
  if (typeof node !== 'object' || node === null) return
  const { type, start, items } = node as CST.FlowCollection
  if (type === 'flow-collection' && start.type === 'flow-seq-start') {
    const [first] = items
    const last = items.at(-1)?.value
    if (first) first.start = []
    if (last && 'end' in last && last.type !== 'flow-collection') last.end = []
    else if (last?.type === 'flow-collection') last.end.length = 1
  }
  for (const inner of Object.values(node)) removeArrayPadding(inner)
}
