import { getEventListeners } from 'node:events'
import { describe, expect, it } from 'vitest'
import {
  isAbortError,
  isNetworkError,
  isResponseError,
  isTimeoutError,
  readText,
  type StreamCall,
  streamCall,
} from '../../src/index.ts'
import { clientOf, download } from './service.ts'

const errorOf = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: unknown) => error as Error,
  )
const streamOf = (...args: Parameters<typeof streamCall>) =>
  streamCall<StreamCall<unknown, unknown>>(...args).stream()

it('returns the response when it begins, and its body as it arrives', async () => {
  const { promise: isRead, resolve: read } = Promise.withResolvers<void>()
  const client = await clientOf(async (response) => {
    response.writeHead(200, { 'content-type': 'text/csv' }).write('a,')
    await isRead
    response.end('b')
  })
  const { response, body } = await streamOf(client, download)
  expect(response.headers.get('content-type')).toBe('text/csv')
  const reader = body.pipeThrough(new TextDecoderStream() as never).getReader()
  expect(await reader.read()).toEqual({ done: false, value: 'a,' })
  read()
  expect(await reader.read()).toEqual({ done: false, value: 'b' })
  expect(await reader.read()).toMatchObject({ done: true })
})

it('retries until the response begins', async () => {
  const client = await clientOf(
    (response, _, count) => response.writeHead(count === 1 ? 503 : 200).end(`${count}`),
    { retry: { baseDelay: 0 } },
  )
  const { body } = await streamOf(client, download)
  expect(await new Response(body).text()).toBe('2')
})

it('throws ResponseError for a failed status, with its body', async () => {
  const client = await clientOf((response) => response.writeHead(404).end('{"message":"No file"}'))
  const error = await errorOf(streamOf(client, download))
  expect(isResponseError(error) && [error.status, error.error]).toEqual([
    404,
    { message: 'No file' },
  ])
})

it('is read whole when it is awaited', async () => {
  const client = await clientOf((response) => response.end('whole'))
  const result = await streamCall<StreamCall<unknown, string>>(client, {
    ...download,
    read: readText,
  })
  expect(result).toMatchObject({ ok: true, data: 'whole' })
})

describe('reading the body', () => {
  const begin = 'x'.repeat(10)

  it('throws NetworkError if the connection breaks', async () => {
    const client = await clientOf((response) => {
      response.writeHead(200, { 'content-length': 100 }).write(begin, () => response.destroy())
    })
    const { body } = await streamOf(client, download)
    const error = await errorOf(new Response(body).text())
    expect(isNetworkError(error)).toBe(true)
    expect(error?.message).toContain('download: No complete response from 127.0.0.1')
  })

  it('throws TimeoutError if a part does not arrive in time, and ends the request', async () => {
    const { promise: isClosed, resolve: closed } = Promise.withResolvers<void>()
    const client = await clientOf((response) => {
      response.on('close', closed).writeHead(200).write(begin)
    })
    const { body } = await streamOf(client, download, {}, { timeout: 30 })
    expect(isTimeoutError(await errorOf(new Response(body).text()))).toBe(true)
    await isClosed
  })

  it('has no limit in total', async () => {
    const client = await clientOf((response) => response.end(begin), { totalTimeout: 5_000 })
    const { body } = await streamOf(client, download, {}, { totalTimeout: 2_000 })
    expect(await new Response(body).text()).toBe(begin)
  })

  it('throws AbortError, and ends the request, also while nothing is read', async () => {
    const controller = new AbortController()
    const { promise: isClosed, resolve: closed } = Promise.withResolvers<void>()
    const client = await clientOf((response) => {
      response.on('close', closed).writeHead(200).write(begin)
    })
    const { body } = await streamOf(client, download, {}, { signal: controller.signal })
    controller.abort()
    await isClosed
    expect(isAbortError(await errorOf(new Response(body).text()))).toBe(true)
  })

  it('ends the request when the stream is canceled', async () => {
    const { promise: isClosed, resolve: closed } = Promise.withResolvers<void>()
    const client = await clientOf((response) => {
      response.on('close', closed).writeHead(200).write(begin)
    })
    const { body } = await streamOf(client, download)
    await body.cancel()
    await isClosed
  })

  it('throws ResponseError beyond maxResponseBytes', async () => {
    const client = await clientOf((response) => response.end(begin), { maxResponseBytes: 9 })
    const { body } = await streamOf(client, download)
    const error = await errorOf(new Response(body).text())
    expect(isResponseError(error) && error.reason).toBe('body')
  })

  it('leaves no listener on the signal', async () => {
    const { signal } = new AbortController()
    const client = await clientOf((response) => response.end(begin))
    const { body } = await streamOf(client, download, {}, { signal })
    await new Response(body).text()
    expect(getEventListeners(signal, 'abort')).toHaveLength(0)
  })
})
