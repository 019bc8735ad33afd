#!/usr/bin/env node
import { serve } from '@hono/node-server'
import { serveStdio } from '@modelcontextprotocol/server/stdio'
import { mcpFetch } from './http.ts'
import { mcpServerFactory } from './server.ts'
import { readSettings, type Settings, usage } from './settings.ts'
import { version } from './version.ts'

function main(): void {
  const settings = readSettings(process.argv.slice(2), process.env)
  if (settings.mode === 'help') console.log(usage())
  else if (settings.mode === 'version') console.log(version)
  else if (settings.mode === 'http') serveHttp(settings)
  else serveStdio(mcpServerFactory(settings.options))
}

function serveHttp({ options, accessToken, host, port }: Settings): void {
  const fetch = mcpFetch({
    ...options,
    ...(accessToken !== undefined && { accessToken }),
    ...(!/^(127\.|localhost$|::1$)/.test(host) && { hosts: [host] }),
  })
  const server = serve({ fetch, hostname: host, port }, (address) =>
    console.log(`MCP server of the Returning.AI API: http://${host}:${address.port}`),
  )
  const stop = () => server.close()
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
}

try {
  main()
} catch (error) {
  console.error((error as Error).message)
  process.exitCode = 1
}
