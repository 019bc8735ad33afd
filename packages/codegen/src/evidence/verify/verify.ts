import { type Evidence, ExchangeRecorder, type Route } from '@returning-kit/runtime/recording'
import type { Document } from '../../openapi/document.ts'
import { Observations } from '../judge/observations.ts'
import { type Observed, observeCall } from '../observe.ts'
import { requestOf, type VerifyInputs } from './build-request.ts'
import { type VerifyCredentials, withCredential } from './credentials.ts'

/** Which operations of a service are called, and how. */
export interface VerifyOptions {
  readonly document: Document
  readonly baseUrl: string
  readonly credentials: VerifyCredentials
  readonly inputs: VerifyInputs
  /** Ids of the safe operations to call; undefined for all. */
  readonly only?: readonly string[] | undefined
  /** Ids of operations that write and may be called. No other write is sent. */
  readonly allowedWrites: readonly string[]
  /** Calls in a second, at most. */
  readonly rate: number
  /** Receives each call as evidence. */
  readonly onEvidence?: (evidence: Evidence) => void
  readonly fetch?: typeof fetch
  readonly sleep: (ms: number) => Promise<void>
}

/** The outcome of a verification. */
export interface Verified {
  readonly observed: Observed
  /** Why operations were not called. */
  readonly skipped: readonly string[]
}

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS'])
const timeout = 30_000
const longestWait = 60_000

/**
 * Calls the safe operations of a service one after the other, and compares the responses with the
 * contract. Redirects are not followed, so the credential stays at the service.
 */
export async function verify(options: VerifyOptions): Promise<Verified> {
  const { document, baseUrl, rate, sleep, onEvidence } = options
  const recorder = new ExchangeRecorder({ document, baseUrls: [baseUrl] })
  const observations = new Observations()
  const skipped: string[] = []
  const { routes } = recorder.routes
  let isFirst = true
  for (const route of readsFirst(routes)) {
    if (safeMethods.has(route.method) && options.only?.includes(route.id) === false) continue
    const built = buildCall(route, options)
    if (typeof built === 'string') {
      skipped.push(`${route.id}: ${built}`)
      continue
    }
    if (!isFirst) await sleep(1000 / rate)
    isFirst = false
    const response = await send(built, route.method, options).catch((error: Error) => error)
    if (response instanceof Error) {
      skipped.push(`${route.id}: no response (${response.name})`)
      continue
    }
    const evidence = recorder.toEvidence({
      method: route.method,
      url: built.shownUrl,
      operation: route.id,
      status: response.status,
      request: {
        headers: Object.entries(built.headers),
        ...(built.body !== undefined && { body: { text: built.body } }),
      },
      response: { headers: response.headers, body: { text: await response.text() } },
    })
    onEvidence?.(evidence)
    observeCall(evidence, recorder, observations)
    if (response.status === 429) await sleep(waitOf(response))
  }
  return { observed: { observations, recorder, routes, badLines: [] }, skipped }
}

// Reads come before writes. Each are in the order of their ids.
function readsFirst(routes: readonly Route[]): Route[] {
  const rank = ({ method }: Route) => Number(!safeMethods.has(method))
  return routes.toSorted((one, other) => rank(one) - rank(other) || (one.id < other.id ? -1 : 1))
}

interface BuiltCall {
  readonly url: string
  /** The URL without the credential. */
  readonly shownUrl: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
}

// Returns why an operation is not called, as a text.
function buildCall(route: Route, options: VerifyOptions): BuiltCall | string {
  const { document, baseUrl, inputs, credentials, allowedWrites } = options
  if (!safeMethods.has(route.method) && !allowedWrites.includes(route.id)) {
    return 'it writes; name it with --allow-writes'
  }
  const request = requestOf(route, document, baseUrl, inputs)
  if ('missing' in request) return `it needs ${request.missing.join(', ')}; pass --inputs`
  const signed = withCredential(request, route, document, credentials)
  if (!signed) return 'its credential is missing; pass --credential'
  return { ...signed, shownUrl: request.url }
}

function send(
  { url, headers, body }: BuiltCall,
  method: string,
  { fetch: send = fetch }: VerifyOptions,
): Promise<Response> {
  const signal = AbortSignal.timeout(timeout)
  return send(url, { method, headers, body: body ?? null, redirect: 'manual', signal })
}

function waitOf({ headers }: Response): number {
  const seconds = Number(headers.get('retry-after') ?? 1)
  return Math.min(Number.isFinite(seconds) ? seconds * 1000 : 1000, longestWait)
}
