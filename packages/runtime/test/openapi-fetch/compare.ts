import { createClient } from '@returning-kit/runtime/openapi-fetch'
import openapiFetch, { type ClientOptions, type Middleware } from 'openapi-fetch'
import { expect } from 'vitest'
import { startRecorder } from './recording-server.ts'

// `same-*.test.ts` use this. Every call is made with openapi-fetch and with this package. What the server receives and what
// the caller gets must be the same. The differences that are meant are in `differences.test.ts`.

/** A client that does not know its paths. */
export interface AnyClient {
  request(method: string, path: string, init?: object): Promise<Result>
  GET(path: string, init?: object): Promise<Result>
  POST(path: string, init?: object): Promise<Result>
  use(...middleware: Middleware[]): void
  eject(...middleware: Middleware[]): void
}

/** What a call returns. */
export interface Result {
  data?: unknown
  error?: unknown
  response: Response
}

/** Uses a client of a server at a URL, and returns what the caller sees. */
export type Use = (client: AnyClient, url: string) => Promise<unknown>

type Create = (options: object) => AnyClient

const createPlain = openapiFetch as Create
const createOwn = createClient as Create

// The boundary of a form is random.
const withoutBoundary = (text: string) => text.replaceAll(/-*formdata-undici-\d+(-*)/g, 'boundary')

async function outcomeOf(use: () => Promise<unknown>): Promise<unknown> {
  try {
    return await use()
  } catch (error) {
    return { thrown: (error as Error).name, message: (error as Error).message }
  }
}

async function readable(value: unknown): Promise<unknown> {
  if (value instanceof Blob) return { type: value.type, text: await value.text() }
  if (value instanceof ReadableStream) return { stream: await new Response(value).text() }
  if (value instanceof ArrayBuffer) return [...new Uint8Array(value)]
  return value
}

/** What a caller can see of a result. */
export async function seen(result: Result): Promise<object> {
  const { data, error, response } = result
  const headers = Object.fromEntries(response.headers)
  return {
    keys: Object.keys(result),
    data: await readable(data),
    error,
    status: response.status,
    statusText: response.statusText,
    ok: response.ok,
    url: new URL(response.url || 'none:').pathname,
    isResponse: response instanceof Response,
    headers: { ...headers, date: undefined },
  }
}

/**
 * Uses a client of openapi-fetch and one of this package, and compares what arrived and what was
 * returned.
 */
export async function compare(use: Use, options: ClientOptions = {}): Promise<void> {
  const runs = []
  for (const create of [createPlain, createOwn]) {
    const { url, received } = await startRecorder()
    // Retries are a difference that is meant.
    const client = create({ baseUrl: url, retry: false, ...options })
    const outcome = await outcomeOf(() => use(client, url))
    const text = JSON.stringify({ outcome, received }).replaceAll(url, '')
    runs.push(JSON.parse(withoutBoundary(text.replaceAll(new URL(url).host, 'host'))))
  }
  expect(runs[1]).toEqual(runs[0])
}

/** Makes one GET. */
export const get =
  (path: string, init?: object): Use =>
  async (client) =>
    seen(await client.GET(path, init))

/** Makes one POST. */
export const post =
  (path: string, init?: object): Use =>
  async (client) =>
    seen(await client.POST(path, init))
