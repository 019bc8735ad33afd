import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { humanLog, jsonLog } from './http/log.ts'
import { onNpxExit } from './parent-exit.ts'
import { readScenario } from './scenario/file.ts'
import { startMock } from './start-mock.ts'

const usage = `Serves a mock of the Returning.AI API.

  --port <number>    port to listen on; 0 selects a free port (default 4010)
  --host <address>   address to listen on (default 127.0.0.1)
  --scenario <file>  pages, failures, delays and stored items, from a JSON file or a module
  --strict           respond with 422 if a request contains input that the contract does not declare
  --dynamic          respond with generated data instead of the contract's examples
  --errors           respond with 500 if a response does not match its schema
  --seed <string>    seed of generated data; the same seed generates the same data
  --json             log one JSON object per line
  --version          show the version
  --help             show this help`

function parsePort(value: string): number {
  const port = Number(value)
  if (!/^\d+$/.test(value) || port > 65_535) {
    throw new Error(`--port must be an integer from 0 to 65535, received ${value}.`)
  }
  return port
}

async function main(): Promise<void> {
  // The reader of a pipe may end before the mock, which then serves without a log.
  process.stdout.on('error', () => {})
  process.stderr.on('error', () => {})
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
      version: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) {
    console.log(usage)
    return
  }
  if (values.version) {
    const manifest = await readFile(new URL('../package.json', import.meta.url), 'utf8')
    console.log((JSON.parse(manifest) as { version: string }).version)
    return
  }
  const { host, strict, dynamic, errors, seed, json } = values
  const port = parsePort(values.port)
  const scenario = values.scenario === undefined ? {} : await readScenario(values.scenario)
  const formatRequest = json ? jsonLog : humanLog
  const mock = await startMock({
    port,
    host,
    strict,
    dynamic,
    errors,
    scenario,
    maxRecordedRequests: 50,
    ...(seed !== undefined && { seed }),
    onRequest: (request, query) =>
      console.log(formatRequest(request, { query: () => query, now: () => new Date() })),
  })
  // Before the ready line: a parent process may send a signal as soon as it has read that line.
  const stop = () => void mock.stop()
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
  onNpxExit(stop)
  const { url, operations } = mock
  if (json) console.log(JSON.stringify({ event: 'ready', url, operations }))
  else console.log(`Mock of the Returning.AI API: ${url} (${operations} operations)`)
}

main().catch((error: Error) => {
  console.error(error.message)
  process.exitCode = 1
})
