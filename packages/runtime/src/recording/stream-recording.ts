import type { ServerSentEvent } from '../streaming/event-parser.ts'
import { hasItems, ItemReader, isEventStream, type StreamItem } from '../streaming/item-reader.ts'
import { contentPosition } from './content-position.ts'
import type { BodyShape, Evidence, Shape } from './evidence.ts'
import { countOf, mergeShapes } from './merge-shapes.ts'
import type { Position } from './position.ts'
import { type ShapeOptions, shapeOf, unknownPosition } from './shape-of.ts'

const maxItems = 1000

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
  readonly #reader: ItemReader | undefined
  #size = 0

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
    this.#reader = hasItems(type) ? new ItemReader(type) : undefined
    this.#contentPosition = isEventStream(type)
      ? contentPosition(position, options.walker)
      : unknownPosition
  }

  /** Records a part of the body. */
  push(part: Uint8Array): void {
    this.#size += part.byteLength
    if (this.#isFull) return
    for (const item of this.#reader?.push(part) ?? []) this.#add(item)
  }

  /**
   * Returns the call as evidence.
   *
   * @param isComplete - Whether the whole body was read.
   */
  end(isComplete = true): Evidence {
    if (isComplete && !this.#isFull) {
      for (const item of this.#reader?.end() ?? []) this.#add(item)
    }
    return { ...this.#evidence, response: this.#body(isComplete) }
  }

  get #isFull(): boolean {
    return countOf(this.#items) >= maxItems
  }

  #body(isComplete: boolean): BodyShape {
    const type = this.#type
    if (this.#reader) {
      const [items, data] = [this.#items, this.#data].map((one) => countOf(one) > 0 && one)
      return { type, ...(items && { items }), ...(data && { data }) }
    }
    const file = { count: 1, minLength: this.#size, maxLength: this.#size, formats: { binary: 1 } }
    return { type, ...(isComplete && this.#size > 0 && { shape: { string: file } }) }
  }

  #add(item: StreamItem): void {
    if (this.#isFull) return
    if ('event' in item) {
      this.#addEvent(item.event)
      return
    }
    const value = parsed(item.text)
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
