import { type Clock, systemClock } from './clock.ts'
import { type Caller, type ClientCore, coreKey, type Plug } from './core.ts'
import { Credentials } from './credentials.ts'
import { InputError } from './errors/input-error.ts'
import { newCall, retryOptions } from './execute.ts'
import type { Hooks } from './hooks.ts'
import type { Contract, Operation } from './operation.ts'
import { RetryBudget, type RetryOptions } from './retry.ts'
import { send } from './send.ts'
import { createTransport, type FetchClient, transportOf } from './transport.ts'

/** Options of every client, whatever its contract. Its credentials stand beside them, by the names of their schemes. */
export interface RuntimeOptions extends Hooks {
  /** Where to send the calls instead of the contract's hosts: one address for all, or one for each host by its name. */
  baseUrl?: string | Readonly<Record<string, string>>
  /** Values of the variables in the contract's server addresses. */
  serverVariables?: Readonly<Record<string, string>>
  /** Sends a request. @default globalThis.fetch */
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

function originResolver(contract: Contract, { baseUrl, serverVariables }: RuntimeOptions): (server: string) => string {
  const variables = { ...contract.variables, ...serverVariables }
  return (server) => {
    const filled = server.replace(/\{([^{}]+)\}/g, (_, name: string) => variables[name] ?? '')
    if (typeof baseUrl === 'string') return checkedUrl(baseUrl, 'baseUrl')
    const mapped = baseUrl?.[URL.canParse(filled) ? new URL(filled).host : filled]
    return mapped === undefined ? checkedUrl(filled, 'server') : checkedUrl(mapped, 'baseUrl')
  }
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
  const resolve = originResolver(contract, options)
  const home = resolve(contract.servers[0] ?? '')
  const { fetch = globalThis.fetch.bind(globalThis), clock = systemClock } = options
  const { onRequest, onResponse, onRetry, onError } = options
  const client = createTransport<Paths>(home, (request, init) => {
    const call = newCall(core, undefined, { signal: request.signal }, false)
    return send(core, call, request, init)
  })
  const core: ClientCore = {
    contract,
    credentials: new Credentials(contract, options, clock),
    transport: transportOf(client),
    origin: (operation: Operation) => (operation.server ? resolve(operation.server) : home),
    origins: new Set(contract.servers.map((server) => new URL(resolve(server)).origin)),
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
