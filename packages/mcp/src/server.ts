import { McpServer } from '@modelcontextprotocol/server'
import { createSearchIndex } from './catalog/search-index.ts'
import { catalog } from './generated/catalog.gen.ts'
import { checkOptions, type McpOptions } from './options.ts'
import { ResultStore } from './result/result-store.ts'
import { registerCall } from './tools/call.ts'
import { registerSearch } from './tools/search.ts'
import { version } from './version.ts'

const instructions = `The Returning.AI community API, with ${catalog.length} operations. First find an operation and the schema of its input with \`search\`, then call it with \`call\`.`

/**
 * Returns a function that creates servers with the tools `search` and `call`. Its servers share the
 * index of operations and the trimmed results.
 *
 * @param options - The client, what may be called, and limits.
 * @throws McpOptionError for an unknown operation in `allow`, and for a limit out of range.
 * @example
 * ```ts
 * import { createClient } from '@returning-kit/core'
 * import { mcpServerFactory } from '@returning-kit/mcp'
 *
 * const client = createClient({ token: 'fake-token' })
 * const createServer = mcpServerFactory({ client, allow: ['createRole'] })
 * const server = createServer()
 * ```
 */
export function mcpServerFactory(options: McpOptions): () => McpServer {
  const context = {
    options: checkOptions(options),
    index: createSearchIndex(catalog),
    results: new ResultStore(),
  }
  return () => {
    const server = new McpServer({ name: 'returning-kit', version }, { instructions })
    registerSearch(server, context.index, context.options)
    registerCall(server, context)
    return server
  }
}

/**
 * Returns a server with the tools `search` and `call`, to connect to a transport of the SDK.
 *
 * @param options - The client, what may be called, and limits.
 * @throws McpOptionError for an unknown operation in `allow`, and for a limit out of range.
 * @example
 * ```ts
 * import { createClient } from '@returning-kit/core'
 * import { createMcpServer } from '@returning-kit/mcp'
 *
 * const server = createMcpServer({ client: createClient({ token: 'fake-token' }) })
 * ```
 */
export function createMcpServer(options: McpOptions): McpServer {
  return mcpServerFactory(options)()
}
