import { join } from 'node:path'
import { exampleInput, readContract, readOperations } from '@returning-kit/codegen/internal'
import * as core from '@returning-kit/core'
import { startMock } from '@returning-kit/mock'
import { root } from '../site.ts'

/** A request of a generated function, and the mock's response. */
export interface Exchange {
  readonly method: string
  /** URL at the server of the contract. */
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly requestBody: string
  readonly status: number
  readonly contentType: string
  readonly responseBody: string
}

type OperationFunction = (client: core.Client, input: object) => PromiseLike<unknown>

const names = ['token', 'userToken', 'apiKey', 'widgetKey', 'workflowKey', 'workflowSession']

// These headers describe the client, not the operation.
const hiddenHeaders = new Set(['user-agent', 'content-length'])

/** Calls every operation with the example of the contract, and records what the mock responds. */
export async function recordExchanges(): Promise<ReadonlyMap<string, Exchange>> {
  const { document } = await readContract(join(root, 'openapi/openapi.yaml'))
  const mock = await startMock({ port: 0 })
  const exchanges = new Map<string, Exchange>()
  try {
    for (const model of readOperations(document)) {
      const record = (exchange: Exchange) => exchanges.set(model.id, exchange)
      const run = (core as unknown as Record<string, OperationFunction>)[model.id]
      await run?.(clientOf(mock.url, record), exampleInput(document, model))
    }
  } finally {
    await mock.stop()
  }
  return exchanges
}

function clientOf(mockUrl: string, record: (exchange: Exchange) => void): core.Client {
  const credentials = Object.fromEntries(names.map((name) => [name, 'fake-credential']))
  return core.createClient({
    ...(credentials as object),
    serverVariables: { domain: 'example.com', workflowHost: 'example.com' },
    retry: false,
    fetch: async (url, init) => {
      const request = new Request(url, init)
      const body = await request.clone().text()
      const { pathname, search } = new URL(url)
      const response = await fetch(new Request(`${mockUrl}${pathname}${search}`, request))
      record({
        method: request.method,
        url,
        headers: visibleHeaders(request.headers),
        requestBody: body,
        status: response.status,
        contentType: response.headers.get('content-type') ?? '',
        responseBody: await response.clone().text(),
      })
      return response
    },
  })
}

function visibleHeaders(headers: Headers): Record<string, string> {
  return Object.fromEntries([...headers].filter(([name]) => !hiddenHeaders.has(name)))
}
