import type { Client } from '../client/client.ts'
import type { Input, Operation } from '../operation/operation.ts'
import type { CallOptions } from '../transport/context.ts'
import { type JsonText, JsonTextParser } from './json-text-parser.ts'
import { linesOf } from './lines.ts'
import { bodyError } from './stream-body.ts'
import { StreamCall } from './stream-call.ts'

/** Returns the values in a stream of lines. `reject` throws for a line that is not JSON. */
async function* valuesOf<Item>(
  lines: AsyncIterable<string>,
  reject: (line: number) => never,
): AsyncGenerator<Item, void> {
  const parser = new JsonTextParser()
  const parse = ({ text, line }: JsonText): Item => {
    try {
      return JSON.parse(text)
    } catch {
      return reject(line)
    }
  }
  for await (const line of lines) {
    for (const text of parser.push(line)) yield parse(text)
  }
  for (const text of parser.end()) yield parse(text)
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
    return this.iterate(({ body, call, response }) =>
      valuesOf<Item>(linesOf(body), (line) => {
        throw bodyError(call, response, `Line ${line} of the body is not JSON.`)
      }),
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
