import { isDeepStrictEqual } from 'node:util'
import {
  Composer,
  CST,
  type Document,
  isCollection,
  isMap,
  isSeq,
  LineCounter,
  Parser,
  type YAMLMap,
} from 'yaml'
import { appendToBlock } from './append-to-block.ts'
import { appendToFlow, insertItem, removeItem } from './edit-tokens.ts'
import { type Item, renderFlowValue, renderItem } from './render-item.ts'
import {
  indexOf,
  isFlowStyle,
  type MapTokens,
  type Path,
  pairOf,
  replacePair,
  withValue,
} from './yaml-nodes.ts'

/**
 * A file of YAML or JSON whose values can change while every other byte stays. An edit changes
 * tokens, and is kept only if the text then parses to the intended value.
 */
export class YamlFile {
  readonly name: string
  #text: string
  #value: unknown
  #tokens: CST.Token[] = []
  #document: Document
  #lines = new LineCounter()

  constructor(name: string, text: string) {
    this.name = name
    this.#text = text
    this.#document = this.#parse(text)
    this.#value = this.#document.toJS()
  }

  get text(): string {
    return this.#text
  }

  /** The content as a value. It must not be changed. */
  get value(): unknown {
    return this.#value
  }

  /** Returns the line and column of a value's key, from 1. */
  position(path: Path): { line: number; column: number } {
    for (let length = path.length; length >= 0; length -= 1) {
      const key = path[length - 1]
      const parent = length > 0 ? this.#nodeAt(path.slice(0, length - 1)) : undefined
      const pair = isMap(parent) ? pairOf(parent, key) : undefined
      const node = (pair?.key ?? (isSeq(parent) ? parent.get(Number(key), true) : undefined)) as
        | { range?: [number, number, number] }
        | undefined
      if (!node?.range) continue
      const { line, col } = this.#lines.linePos(node.range[0])
      return { line, column: col }
    }
    return { line: 1, column: 1 }
  }

  /**
   * Sets a property of the object at `path`. A new one comes after those that are there, or before
   * `before`. Returns false, and changes nothing, if the tokens cannot be edited.
   */
  set(path: Path, key: string, value: unknown, before?: string): boolean {
    return this.#edit(path, { ...(this.#at(path) as object), [key]: value }, (map) => {
      const pair = pairOf(map, key)
      const tokens = map.srcToken as MapTokens
      const style = {
        indent: tokens.type === 'block-map' ? tokens.indent : 0,
        isJson: this.#isJson,
      }
      const isFlow = isCollection(pair?.value) ? pair.value.flow === true : isFlowStyle(map)
      const item = renderItem(key, value, { ...style, isFlow })
      if (pair) replacePair(tokens, pair, item)
      else if (tokens.type === 'flow-collection') appendToFlow(tokens, item)
      else insertItem(tokens, item, indexOf(map, before))
    })
  }

  /** Removes a property of the object at `path`. */
  delete(path: Path, key: string): boolean {
    const { [key]: _, ...rest } = this.#at(path) as Record<string, unknown>
    return this.#edit(path, rest, (map) => removeItem(map.srcToken as MapTokens, indexOf(map, key)))
  }

  /** Appends a value to the array at `path`. */
  append(path: Path, value: unknown): boolean {
    return this.#editArray(path, [...(this.#at(path) as unknown[]), value], (tokens) => {
      if (tokens.type === 'block-seq') appendToBlock(tokens, value)
      else {
        const token = renderFlowValue(value, this.#isJson)
        appendToFlow(tokens, { start: [], value: token } as Item)
      }
    })
  }

  /** Removes a value from the array at `path`. */
  remove(path: Path, value: unknown): boolean {
    const all = this.#at(path) as unknown[]
    const index = all.indexOf(value)
    return this.#editArray(path, all.toSpliced(index, 1), (tokens) => removeItem(tokens, index))
  }

  get #isJson(): boolean {
    return this.name.endsWith('.json')
  }

  #at(path: Path): unknown {
    return path.reduce(
      (node: unknown, name) => (node as Record<string, unknown>)?.[name],
      this.#value,
    )
  }

  // A key such as `200` may be a number in the file.
  #nodeAt(path: Path): unknown {
    return path.reduce((node: unknown, name) => {
      if (isMap(node)) return pairOf(node, name)?.value
      return isSeq(node) ? node.get(Number(name), true) : undefined
    }, this.#document.contents)
  }

  #edit(path: Path, wanted: unknown, change: (map: YAMLMap) => void): boolean {
    const map = this.#nodeAt(path)
    if (!isMap(map) || !map.srcToken) return false
    return this.#apply(path, wanted, () => change(map))
  }

  #editArray(
    path: Path,
    wanted: unknown,
    change: (tokens: CST.BlockSequence | CST.FlowCollection) => void,
  ): boolean {
    const seq = this.#nodeAt(path)
    if (!isSeq(seq) || !seq.srcToken) return false
    return this.#apply(path, wanted, () => change(seq.srcToken as never))
  }

  #apply(path: Path, wanted: unknown, change: () => void): boolean {
    const before = this.#text
    change()
    const text = this.#tokens.map((token) => CST.stringify(token)).join('')
    this.#document = this.#parse(text)
    const value = this.#document.errors.length > 0 ? undefined : this.#document.toJS()
    if (isDeepStrictEqual(value, withValue(this.#value, path, wanted))) {
      this.#text = text
      this.#value = value
      return true
    }
    this.#document = this.#parse(before)
    return false
  }

  #parse(text: string): Document {
    this.#lines = new LineCounter()
    this.#tokens = [...new Parser(this.#lines.addNewLine).parse(text)]
    const [document] = new Composer({ keepSourceTokens: true }).compose(this.#tokens)
    if (!document) throw new Error(`${this.name} has no content.`)
    return document as Document
  }
}
