import type { ServerSentEvent, StreamObserver } from '@returning-kit/runtime'
import { hasItems, ItemReader, type StreamItem } from '@returning-kit/runtime/recording'
import {
  type Document,
  dereference,
  type Located,
  type Schema,
  valueAt,
} from '../contract/document.ts'
import type { Schemas, Violation } from '../contract/schemas.ts'

/** Where the contract describes the items of a stream. */
export interface StreamSchema {
  /** Media type without parameters. */
  readonly type: string
  /** Pointer of the `itemSchema`. */
  readonly pointer: string
}

// Later ones are most likely the same again.
const maxViolations = 20

// A schema may refer to itself.
const maxDepth = 5

/**
 * Validates the items of a stream while it is sent, each by `itemSchema`.
 *
 * @see https://spec.openapis.org/oas/v3.2.0.html#sequential-media-types
 */
export class StreamValidator {
  readonly #document: Document
  readonly #schemas: Schemas

  constructor(document: Document, schemas: Schemas) {
    this.#document = document
    this.#schemas = schemas
  }

  /** Returns what observes a stream, and calls a function with each of the first violations. */
  observe({ type, pointer }: StreamSchema, onViolation: (text: string) => void): StreamObserver {
    const reader = hasItems(type) ? new ItemReader(type) : undefined
    let [items, found] = [0, 0]
    const validate = (all: readonly StreamItem[] = []) => {
      for (const item of all) {
        items += 1
        for (const violation of this.#violations(item, pointer)) {
          if (found >= maxViolations) return
          found += 1
          onViolation(`item ${items} ${violation}`)
        }
      }
    }
    return {
      onPart: (part) => {
        if (found < maxViolations) validate(reader?.push(part))
      },
      onEnd: (isComplete) => {
        if (isComplete && found < maxViolations) validate(reader?.end())
      },
    }
  }

  #violations(item: StreamItem, pointer: string): string[] {
    if ('event' in item) return this.#eventViolations(item.event, pointer)
    const value = parsed(item.text)
    return value ? this.#valueViolations(value.json, pointer) : ['is not JSON']
  }

  #valueViolations(value: unknown, pointer: string): string[] {
    return this.#schemas.violations(pointer, value, ['writeOnly']).map(sentenceOf)
  }

  #eventViolations({ event, data, id }: ServerSentEvent, pointer: string): string[] {
    // An event whose type was not sent is a `message`; its schema may lack the property.
    const value = { data, ...(id !== '' && { id }), ...(event !== 'message' && { event }) }
    const [violations, named] = [value, { ...value, event }].map((one) =>
      this.#valueViolations(one, pointer),
    )
    if (violations?.length && named?.length) return violations
    const content = this.#contentSchema(pointer, { ...value, event })
    if (content === undefined) return []
    const json = parsed(data)
    if (!json) return ['/data is not JSON']
    return this.#valueViolations(json.json, content).map((one) => `/data ${one}`)
  }

  // The schema of the JSON in the data of an event: that of the arm which the event matches.
  #contentSchema(pointer: string, event: object, depth = 0): string | undefined {
    const { value: schema, pointer: at } = this.#located(pointer)
    if (typeof schema === 'boolean' || depth > maxDepth) return undefined
    for (const combiner of ['oneOf', 'anyOf', 'allOf']) {
      const arms = schema[combiner]
      for (const index of Array.isArray(arms) ? arms.keys() : []) {
        const arm = `${at}/${combiner}/${index}`
        if (this.#schemas.violations(arm, event, ['writeOnly']).length > 0) continue
        const content = this.#contentSchema(arm, event, depth + 1)
        if (content !== undefined) return content
      }
    }
    const { data } = (schema['properties'] ?? {}) as { readonly data?: Schema }
    if (data === undefined) return undefined
    const located = this.#located(`${at}/properties/data`)
    const hasContent = typeof located.value === 'object' && 'contentSchema' in located.value
    return hasContent ? `${located.pointer}/contentSchema` : undefined
  }

  #located(pointer: string): Located<Schema> {
    const schema = valueAt(this.#document, pointer) as Schema
    return dereference<Schema>(this.#document, schema, pointer)
  }
}

function sentenceOf({ pointer, message }: Violation): string {
  return pointer === '' ? message : `${pointer} ${message}`
}

function parsed(text: string): { readonly json: unknown } | undefined {
  try {
    return { json: JSON.parse(text) }
  } catch {
    return undefined
  }
}
