#!/usr/bin/env node
import { parseArgs } from 'node:util'
import { humanLog, jsonLog } from './http/log.ts'
import { readScenario } from './scenario/file.ts'
import { startMock } from './start-mock.ts'

const usage = `Serves the Returning.AI contract as a mock.

  --port <n>         port to listen on, 0 for any free one (default 4010)
  --host <a>         address to listen on (default 127.0.0.1)
  --scenario <file>  pages, failures, delays, things that are kept: a JSON file or a module
  --strict           answer 422 when a request carries what the contract does not name
  --dynamic          answer with generated data instead of the examples
  --errors           answer 500 when an answer does not fit its schema
  --seed <s>         make generated data the same every time
  --json             log for machines, one JSON object a line
  --help             this text`

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '4010' },
      host: { type: 'string', default: '127.0.0.1' },
      scenario: { type: 'string' },
      strict: { type: 'boolean', default: false },
      dynamic: { type: 'boolean', default: false },
      errors: { type: 'boolean', default: false },
      seed: { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return console.log(usage)
  const port = Number(values.port)
  if (!/^\d+$/.test(values.port) || port > 65_535)
    throw new Error(`--port ${values.port} is not a port; pass a number from 0 to 65535.`)
  const { host, strict, dynamic, errors, seed, json } = values
  const scenario = values.scenario === undefined ? {} : await readScenario(values.scenario)
  const line = json ? jsonLog : humanLog
  const mock = await startMock({
    ...{
      port,
      host,
      strict,
      dynamic,
      errors,
      scenario,
      maxRecordedRequests: 0,
      ...(seed !== undefined && { seed }),
    },
    onRequest: (request, query) =>
      console.log(line(request, { query: () => query, now: () => new Date() })),
  })
  // Before the ready line, after which whoever started it may end it.
  const stop = () => void mock.stop()
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
  const { url, operations } = mock
  if (json) console.log(JSON.stringify({ event: 'ready', url, operations }))
  else console.log(`Mock of the Returning.AI API: ${url} (${operations} operations)`)
}

main().catch((error: Error) => {
  console.error(error.message)
  process.exitCode = 1
})
