import { parseArgs } from 'node:util'
import type { ProxyOptions } from '../proxy/real-server.ts'
import { type FailOn, failures } from '../verification/run.ts'
import type { DeliveryOptions } from '../webhooks/emit.ts'

export const usage = `Serves a mock of the Returning.AI API.

  --port <number>       port to listen on; 0 selects a free port (default 4010)
  --host <address>      address to listen on (default 127.0.0.1)
  --spec <path>         OpenAPI 3.0, 3.1 or 3.2 document to serve instead, or a folder; may be repeated
  --allow-host <host>   host that references of --spec may be read from; may be repeated
  --watch               load the files of --spec and --scenario again after a change, and keep the
                        state of what did not change
  --scenario <file>     pages, failures, delays and stored items, from a JSON file or a module
  --proxy <url>         real server that responds; both directions are validated
  --real <pattern>      operation or path of the real server (default all); may be repeated
  --record <file>       append the shapes of exchanges with the real server, as JSON lines
  --mock <pattern>      operation or path of the mock; may be repeated
  --strict              respond with 422 to input that the contract does not declare
  --dynamic             respond with generated data instead of the contract's examples
  --errors              respond with 500 if a response does not match its schema
  --seed <string>       seed of generated data and faults; the same seed generates the same data
  --faults <rate>       share of requests that fail at random, from 0 to 1
  --fail-on <part>      exit with 1 if the run has undeclared calls or unused responses:
                        undeclared or unused; may be repeated
  --coverage <file>     write which operations and statuses were reached, as .json or .md
  --webhook-to <url>    receiver of the webhooks that the mock sends
  --allowed-host <name> name of the mock that the control API accepts; may be repeated
  --json                log one JSON object per line
  --version             show the version
  --help                show this help

Environment:
  RETURNING_KIT_MOCK_TOKEN           token of the control API at /__mock/ (default a random one)
  RETURNING_KIT_MOCK_SIGNING_KEY     signs webhooks
  RETURNING_KIT_MOCK_ENCRYPTION_KEY  encrypts webhooks`

/** Options of the command line. */
export interface CliOptions {
  readonly port: number
  readonly host: string
  readonly spec?: string[]
  readonly allowHosts: readonly string[]
  readonly watch: boolean
  readonly proxy: ProxyOptions | undefined
  /** Path of a file. */
  readonly record?: string
  /** Path of a file. */
  readonly scenario?: string
  readonly strict: boolean
  readonly dynamic: boolean
  readonly errors: boolean
  readonly seed?: string
  readonly faults: number | undefined
  readonly failOn: readonly FailOn[]
  /** Paths of files. */
  readonly coverage: readonly string[]
  readonly allowedHosts: readonly string[]
  readonly webhooks: DeliveryOptions
  readonly controlToken: string | undefined
  readonly json: boolean
  readonly version: boolean
  readonly help: boolean
}

function parsePort(value: string): number {
  const port = Number(value)
  if (!/^\d+$/.test(value) || port > 65_535) {
    throw new Error(`--port must be an integer from 0 to 65535, received ${value}.`)
  }
  return port
}

function parseRate(value: string): number {
  const rate = Number(value)
  if (value.trim() === '' || !(rate >= 0 && rate <= 1)) {
    throw new Error(`--faults must be a number from 0 to 1, received ${value}.`)
  }
  return rate
}

function parseFailOn(value: string): FailOn {
  const part = failures.find((each) => each === value)
  if (!part) throw new Error(`--fail-on must be ${failures.join(' or ')}, received ${value}.`)
  return part
}

function parseCoverage(file: string): string {
  if (/\.(json|md)$/i.test(file)) return file
  throw new Error(`--coverage must be a file that ends with .json or .md, received ${file}.`)
}

type Environment = Readonly<Record<string, string | undefined>>

function readDelivery(to: string | undefined, environment: Environment): DeliveryOptions {
  const signingKey = environment['RETURNING_KIT_MOCK_SIGNING_KEY']
  const encryptionKey = environment['RETURNING_KIT_MOCK_ENCRYPTION_KEY']
  return {
    ...(to !== undefined && { to }),
    ...(signingKey && { signing: { keys: signingKey } }),
    ...(encryptionKey && { encryption: { keys: encryptionKey } }),
  }
}

interface ProxyValues {
  readonly proxy?: string | undefined
  readonly real?: readonly string[] | undefined
  readonly mock?: readonly string[] | undefined
  readonly record?: string | undefined
}

function readProxy({ proxy: url, real, mock, record }: ProxyValues): ProxyOptions | undefined {
  if (url !== undefined) return { url, ...(real && { real }), ...(mock && { mock }) }
  if (real ?? mock ?? record) throw new Error('--real, --mock and --record require --proxy.')
  return undefined
}

/** Returns the options of command line and environment. Throws an Error for invalid ones. */
export function parseCliOptions(args: readonly string[], environment: Environment): CliOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: { type: 'string', default: '4010' },
      host: { type: 'string', default: '127.0.0.1' },
      spec: { type: 'string', multiple: true },
      'allow-host': { type: 'string', multiple: true, default: [] },
      watch: { type: 'boolean', default: false },
      scenario: { type: 'string' },
      proxy: { type: 'string' },
      real: { type: 'string', multiple: true },
      mock: { type: 'string', multiple: true },
      record: { type: 'string' },
      strict: { type: 'boolean', default: false },
      dynamic: { type: 'boolean', default: false },
      errors: { type: 'boolean', default: false },
      seed: { type: 'string' },
      faults: { type: 'string' },
      'fail-on': { type: 'string', multiple: true, default: [] },
      coverage: { type: 'string', multiple: true, default: [] },
      'webhook-to': { type: 'string' },
      'allowed-host': { type: 'string', multiple: true, default: [] },
      json: { type: 'boolean', default: false },
      version: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  return {
    ...values,
    proxy: readProxy(values),
    port: parsePort(values.port),
    faults: values.faults === undefined ? undefined : parseRate(values.faults),
    failOn: values['fail-on'].flatMap((part) => part.split(',')).map(parseFailOn),
    coverage: values.coverage.map(parseCoverage),
    allowHosts: values['allow-host'],
    allowedHosts: values['allowed-host'],
    webhooks: readDelivery(values['webhook-to'], environment),
    controlToken: environment['RETURNING_KIT_MOCK_TOKEN'] || undefined,
  }
}
