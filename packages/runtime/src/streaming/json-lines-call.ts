import type { Client } from '../client/client.ts'
import type { Input, Operation } from '../operation/operation.ts'
import type { CallOptions } from '../transport/context.ts'
import { readItems } from './items.ts'
import { linesOf } from './lines.ts'
import { bodyError } from './stream-body.ts'
import { StreamCall } from './stream-call.ts'

const recordSeparator = '\x1e'

/**
 * Returns the JSON texts in a stream of lines, with the numbers of their first lines. A line is a
 * text, unless it is a part of a JSON text sequence: there a text begins with a record separator
 * and may take several lines.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7464
 */
async function* textsOf(lines: AsyncIterable<string>): AsyncGenerator<[string, number], void> {
  let number = 0
  let record: { readonly first: number; readonly lines: string[] } | undefined
  for await (const line of lines) {
    number += 1
    if (line.startsWith(recordSeparator)) {
      if (record) yield [record.lines.join('\n'), record.first]
      const text = line.slice(1)
      // A complete text must not wait for the record after it.
      if (isComplete(text)) yield [text, number]
      record = isComplete(text) ? undefined : { first: number, lines: [text] }
    } else if (record) record.lines.push(line)
    else yield [line, number]
  }
  if (record) yield [record.lines.join('\n'), record.first]
}

function isComplete(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return text.trim() === ''
  }
}

/** Returns the values in a stream of lines. `reject` throws for a line that is not JSON. */
async function* valuesOf(
  lines: AsyncIterable<string>,
  parse: (text: string) => unknown,
  reject: (line: number) => never,
): AsyncGenerator<unknown, void> {
  for await (const [text, line] of textsOf(lines)) {
    if (text.trim() === '') continue
    let item: unknown
    try {
      item = parse(text)
    } catch {
      reject(line)
    }
    yield item
  }
}

/** A call that responds with one JSON value in each line: iterating it returns each value as it arrives. */
export class JsonLinesCall<Result, Data, Item>
  extends StreamCall<Result, Data>
  implements AsyncIterable<Item>
{
  /**
   * Iterates the values. Throws ResponseError for a failed status, and for a line that is not JSON. Each iteration sends a
   * request.
   */
  [Symbol.asyncIterator](): AsyncGenerator<Item, void> {
    return this.iterate((open) =>
      readItems(open, ({ body, call, response }) =>
        valuesOf(linesOf(body), call.operation?.items?.parse ?? JSON.parse, (line) => {
          throw bodyError(call, response, `Line ${line} of the body is not JSON.`)
        }),
      ),
    )
  }
}

/** Returns a call that responds with lines of JSON; generated functions wrap it and declare its type. */
export function jsonLinesCall<C extends JsonLinesCall<unknown, unknown, unknown>>(
  client: Client,
  operation: Operation,
  input?: object,
  options?: CallOptions,
): C {
  const call = new JsonLinesCall(client, operation, input as Input | undefined, options)
  return call as JsonLinesCall<unknown, unknown, unknown> as C
}
