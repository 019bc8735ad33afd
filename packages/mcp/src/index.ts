export { type McpFetchOptions, mcpFetch } from './http.ts'
export { McpOptionError, type McpOptions } from './options.ts'
export { createMcpServer, mcpServerFactory } from './server.ts'
