#!/usr/bin/env node
import { parseArgs } from 'node:util'
import { type Mock, PortTakenError, startMock } from './start-mock.ts'

const usage = `Serves the Returning.AI contract as a mock.

  --port <n>    port to listen on, 0 for any free one (default 4010)
  --host <a>    address to listen on (default 127.0.0.1)
  --dynamic     answer with generated data instead of the examples
  --errors      answer 500 when an example does not fit its schema
  --seed <s>    make generated data the same every time
  --help        this text`

async function start(port: number, options: Parameters<typeof startMock>[0]): Promise<Mock> {
  try {
    return await startMock({ ...options, port })
  } catch (error) {
    if (!(error instanceof PortTakenError)) throw error
    console.log(`Port ${port} is taken; taking a free one.`)
    return startMock({ ...options, port: 0 })
  }
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '4010' },
      host: { type: 'string', default: '127.0.0.1' },
      dynamic: { type: 'boolean', default: false },
      errors: { type: 'boolean', default: false },
      seed: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return console.log(usage)
  const port = Number(values.port)
  if (!/^\d+$/.test(values.port) || port > 65_535)
    throw new Error(`--port ${values.port} is not a port; pass a number from 0 to 65535.`)
  const { host, dynamic, errors, seed } = values
  const mock = await start(port, { host, dynamic, errors, ...(seed !== undefined && { seed }) })
  console.log(`Mock of the Returning.AI API: ${mock.url} (${mock.operations} operations)`)
  const stop = () => mock.stop().then(() => process.exit(0))
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
}

main().catch((error: Error) => {
  console.error(error.message)
  process.exitCode = 1
})
