import { type Clock, systemClock } from './clock.ts'
import { type Caller, type ClientCore, coreKey, type Plug } from './core.ts'
import { Credentials } from './credentials.ts'
import { InputError } from './errors/input-error.ts'
import { newCall, retryOptions } from './execute.ts'
import type { Hooks } from './hooks.ts'
import type { Contract, Operation } from './operation.ts'
import { assertFilled, templateNames } from './path.ts'
import { RetryBudget, type RetryOptions } from './retry.ts'
import { send } from './send.ts'
import { createTransport, type FetchClient } from './transport.ts'

/** Options of every client, whatever its contract. Its credentials stand beside them, by the names of their schemes. */
export interface RuntimeOptions extends Hooks {
  /** Where to send the calls instead of the contract's hosts: one address for all, or one for each host by its name. */
  baseUrl?: string | Readonly<Record<string, string>>
  /** Values of the variables in the contract's server addresses. */
  serverVariables?: Readonly<Record<string, string>>
  /** Sends a request; pass both arguments on, as the signal is in the second. @default globalThis.fetch */
  fetch?: (request: Request, init?: RequestInit) => Promise<Response>
  /** Bound of one attempt, its body included, in milliseconds. @default 30_000 */
  timeout?: number
  /** Bound of all attempts and waits of a call together, in milliseconds. @default 120_000 */
  deadline?: number
  /** Repetitions of failed reads; `false` for none. @default { retries: 2, baseDelay: 300, maxDelay: 10_000 } */
  retry?: RetryOptions | false
  /** Most bytes of an answer that are read; a longer one is a failure. @default Infinity */
  maxResponseBytes?: number
  /** What looks at every call, such as validation. */
  plugs?: readonly Plug[]
  /** Time and chance. @default the real ones */
  clock?: Clock
}

/** A client: what generated functions take first, with the methods of openapi-fetch (`GET`, `POST`, …, `use`). */
export type Client<Paths extends {}> = FetchClient<Paths> & Caller

function checkedUrl(text: string, option: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return text.replace(/\/+$/, '')
  throw new InputError(option, `\`${option}\` is not an http(s) address; write it like https://host.example.`)
}

// The address of a server; undefined when it has a variable that nobody set.
function addressOf(
  server: string,
  variables: Readonly<Record<string, string>>,
  baseUrl: RuntimeOptions['baseUrl'],
): string | undefined {
  if (typeof baseUrl === 'string') return checkedUrl(baseUrl, 'baseUrl')
  const filled = server.replace(/\{([^{}]+)\}/g, (whole, name: string) => variables[name] || whole)
  const mapped = baseUrl?.[filled.replace(/^https?:\/\//, '')]
  if (mapped !== undefined) return checkedUrl(mapped, 'baseUrl')
  return filled.includes('{') ? undefined : checkedUrl(filled, 'serverVariables')
}

function unknownHost(server: string, operation: string): never {
  const names = templateNames(server).map((name) => `\`${name}\``)
  const message = `The host of ${operation} depends on ${names.join(', ')}; give createClient the option \`serverVariables\`.`
  throw new InputError('serverVariables', message, { operation })
}

/**
 * Makes a client of a contract; generated code calls it with its own. Throws InputError for an address that is none.
 *
 * @param contract - Hosts and credentials, written by the generator.
 * @param options - Credentials by scheme, and how calls are made.
 */
export function connect<Paths extends {}>(
  contract: Contract,
  options: RuntimeOptions & Readonly<Record<string, unknown>>,
): Client<Paths> {
  const variables = { ...contract.variables, ...options.serverVariables }
  const addresses = new Map(contract.servers.map((server) => [server, addressOf(server, variables, options.baseUrl)]))
  const known = [...addresses.values()].filter((address) => address !== undefined)
  const [home = ''] = contract.servers
  const { fetch = globalThis.fetch.bind(globalThis), clock = systemClock } = options
  const { onRequest, onResponse, onRetry, onError } = options
  const { client, transport } = createTransport<Paths>(addresses.get(home) ?? '', async (request, init) => {
    assertFilled(request.url)
    return send(core, newCall(core, undefined, { signal: request.signal }), request, init)
  })
  const core: ClientCore = {
    contract,
    credentials: new Credentials(contract, options, clock),
    transport,
    address: ({ server = home, id }: Operation) => addresses.get(server) ?? unknownHost(server, id),
    origins: [...new Set(known.map((address) => new URL(address).origin))],
    fetch,
    clock,
    hooks: { onRequest, onResponse, onRetry, onError },
    plugs: options.plugs ?? [],
    budget: new RetryBudget(),
    retry: retryOptions(options.retry),
    timeout: options.timeout ?? 30_000,
    deadline: options.deadline ?? 120_000,
    maxResponseBytes: options.maxResponseBytes ?? Number.POSITIVE_INFINITY,
  }
  // Not enumerable, so that printing a client shows the methods of openapi-fetch alone.
  return Object.defineProperty(client, coreKey, { value: core }) as Client<Paths>
}
