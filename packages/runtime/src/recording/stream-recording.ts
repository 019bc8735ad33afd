import { EventParser, type ServerSentEvent } from '../streaming/event-parser.ts'
import { JsonTextParser } from '../streaming/json-text-parser.ts'
import { LineSplitter } from '../streaming/line-splitter.ts'
import type { BodyShape, Evidence, Shape } from './evidence.ts'
import { countOf, mergeShapes } from './merge-shapes.ts'
import type { Position } from './position.ts'
import { type ShapeOptions, shapeOf, unknownPosition } from './shape-of.ts'
import { contentPosition, isEventStream, isJsonLines } from './stream-items.ts'

const maxItems = 1000
const maxItemLength = 1_000_000

/**
 * Records a response that arrives in parts: the shapes of its items, without keeping the items. At
 * most 1,000 items are recorded, and none of more than a million characters.
 */
export class StreamRecording {
  readonly #evidence: Evidence
  readonly #type: string
  readonly #position: Position
  readonly #contentPosition: Position
  readonly #options: ShapeOptions
  readonly #items: Shape = {}
  readonly #data: Shape = {}
  #lines = new LineSplitter()
  #events = new EventParser()
  #texts = new JsonTextParser()
  /** Length of the lines since the last item. */
  #length = 0
  #size = 0
  #isSkipping = false

  /**
   * @param evidence - The call without the body of its response.
   * @param type - Media type of the response.
   * @param position - Where the contract describes the items.
   */
  constructor(evidence: Evidence, type: string, position: Position, options: ShapeOptions) {
    this.#evidence = evidence
    this.#type = type
    this.#position = position
    this.#options = options
    this.#contentPosition = isEventStream(type)
      ? contentPosition(position, options.walker)
      : unknownPosition
  }

  /** Records a part of the body. */
  push(part: Uint8Array): void {
    this.#size += part.byteLength
    if (!this.#hasItems || countOf(this.#items) >= maxItems) return
    const lines = this.#lines.push(part)
    for (const line of lines) this.#readLine(line)
    if (this.#lines.waiting + this.#length > maxItemLength) this.#skip()
  }

  /**
   * Returns the call as evidence.
   *
   * @param isComplete - Whether the whole body was read.
   */
  end(isComplete = true): Evidence {
    const isWhole = isComplete && this.#hasItems && countOf(this.#items) < maxItems
    if (isWhole) {
      for (const line of this.#lines.end()) this.#readLine(line)
      for (const { text } of this.#texts.end()) this.#addText(text)
    }
    return { ...this.#evidence, response: this.#body(isComplete) }
  }

  get #hasItems(): boolean {
    return isEventStream(this.#type) || isJsonLines(this.#type)
  }

  #body(isComplete: boolean): BodyShape {
    const type = this.#type
    if (this.#hasItems) {
      const [items, data] = [this.#items, this.#data].map((one) => countOf(one) > 0 && one)
      return { type, ...(items && { items }), ...(data && { data }) }
    }
    const file = { count: 1, minLength: this.#size, maxLength: this.#size, formats: { binary: 1 } }
    return { type, ...(isComplete && this.#size > 0 && { shape: { string: file } }) }
  }

  // What is too long is left out, up to the end of its line.
  #skip(): void {
    this.#lines = new LineSplitter()
    this.#events = new EventParser()
    this.#texts = new JsonTextParser()
    this.#length = 0
    this.#isSkipping = true
  }

  #readLine(line: string): void {
    if (this.#isSkipping) {
      this.#isSkipping = false
      return
    }
    if (countOf(this.#items) >= maxItems) return
    this.#length += line.length
    if (isEventStream(this.#type)) {
      const event = this.#events.push(line)
      if (line === '') this.#length = 0
      if (event) this.#addEvent(event)
      return
    }
    for (const { text } of this.#texts.push(line)) this.#addText(text)
  }

  #addText(text: string): void {
    this.#length = 0
    const value = parsed(text)
    if (value) mergeShapes(this.#items, shapeOf(value.json, this.#position, this.#options))
  }

  #declares(name: string): boolean {
    const { walker } = this.#options
    return walker.member(walker.alternatives(this.#position), name).isDeclared
  }

  #addEvent({ event, data, id }: ServerSentEvent): void {
    // Every event has a type; `message` is that of an event whose type was not sent.
    const isTyped = event !== 'message' || this.#declares('event')
    const item = { ...(isTyped && { event }), data, ...(id !== '' && { id }) }
    mergeShapes(this.#items, shapeOf(item, this.#position, this.#options))
    const content = parsed(data)
    if (!content) return
    // Any number is JSON, too. It is recorded as content only if the contract declares content.
    const isContent = typeof content.json === 'object' && content.json !== null
    if (!isContent && this.#contentPosition.length === 0) return
    mergeShapes(this.#data, shapeOf(content.json, this.#contentPosition, this.#options))
  }
}

function parsed(text: string): { readonly json: unknown } | undefined {
  try {
    return { json: JSON.parse(text) }
  } catch {
    return undefined
  }
}
