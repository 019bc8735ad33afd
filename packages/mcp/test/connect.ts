import { serve } from '@hono/node-server'
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { createClient } from '@returning-kit/core'
import { type Mock, type MockOptions, startMock } from '@returning-kit/mock'
import { onTestFinished } from 'vitest'
import { type McpFetchOptions, mcpFetch } from '../src/index.ts'

/** What a tool returned. */
export interface ToolOutput {
  readonly isError: boolean
  // biome-ignore lint/suspicious/noExplicitAny: tests read results of all operations.
  readonly value: any
  readonly text: string
}

/** Starts a mock of the API, which ends with the test. */
export async function useMock(options: MockOptions = {}): Promise<Mock> {
  const mock = await startMock({ port: 0, ...options })
  onTestFinished(() => mock.stop())
  return mock
}

/** Serves the tools over HTTP until the test ends. Returns the URL. */
export async function useServer(options: McpFetchOptions): Promise<string> {
  return new Promise((resolve) => {
    const server = serve({ fetch: mcpFetch(options), hostname: '127.0.0.1', port: 0 }, (address) =>
      resolve(`http://127.0.0.1:${address.port}`),
    )
    onTestFinished(() => void server.close())
  })
}

/** Connects the client of the SDK to a server of these options and calls its tools. */
export async function useTools(
  mock: Mock,
  options: Partial<McpFetchOptions> = {},
): Promise<(tool: string, input: object) => Promise<ToolOutput>> {
  const client = createClient({ token: 'fake-token', baseUrl: mock.url, retry: false })
  const url = await useServer({ client, ...options })
  const agent = await connect(new StreamableHTTPClientTransport(new URL(url)))
  return (tool, input) => callTool(agent, tool, input)
}

/** Connects the client of the SDK to a transport until the test ends. */
export async function connect(transport: Parameters<Client['connect']>[0]): Promise<Client> {
  const client = new Client({ name: 'test', version: '1.0.0' })
  await client.connect(transport)
  onTestFinished(() => client.close())
  return client
}

/** Calls a tool and reads the JSON of its result. */
export async function callTool(client: Client, name: string, input: object): Promise<ToolOutput> {
  const result = await client.callTool({ name, arguments: { ...input } })
  const [content] = result.content
  const text = content?.type === 'text' ? content.text : ''
  return { isError: result.isError === true, value: parsed(text), text }
}

// The SDK writes its own errors as plain text.
function parsed(text: string): unknown {
  return text.startsWith('{') ? JSON.parse(text) : { error: text }
}
