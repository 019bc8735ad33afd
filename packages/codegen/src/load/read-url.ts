import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { sha256 } from '../openapi/sha256.ts'

/** How documents are read from URLs. */
export interface UrlAccess {
  /** Hosts that may be read from, with a port where it is not the default one. */
  readonly hosts: readonly string[]
  /** Headers of requests to one origin. Others do not get them, as they may contain credentials. */
  readonly headers?: { readonly origin: string; readonly values: Readonly<Record<string, string>> }
  /** Folder of the responses that have an ETag. */
  readonly cacheFolder?: string
  /** Receives each text that was read. */
  readonly onText?: (url: string, text: TaggedText) => void
}

/** A text that was read from a URL. */
export interface FetchedText {
  readonly body: string
  readonly mimeType: string | undefined
}

/** A text whose server can be asked whether it has changed. */
export interface TaggedText extends FetchedText {
  /** Undefined where the server has none. */
  readonly etag: string | undefined
}

/** Returns whether a path is a URL that documents are read from. */
export function isUrl(path: string): boolean {
  return /^https?:\/\//i.test(path)
}

/** Milliseconds for one request. */
const timeout = 60_000
const maxRedirects = 5
const redirects = new Set([301, 302, 303, 307, 308])

/**
 * Reads a text from a URL. If an earlier response had an ETag, the server is asked only whether it
 * has changed.
 *
 * @throws Error for a host that is not allowed, and for a response that is none.
 */
export async function readUrl(url: string, access: UrlAccess): Promise<FetchedText> {
  const file = access.cacheFolder && join(access.cacheFolder, `${sha256(url)}.json`)
  const cached = file === undefined ? undefined : await readCached(file)
  const text = await readChanged(url, access, cached)
  access.onText?.(url, text)
  if (file && text.etag && text !== cached) {
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, JSON.stringify(text))
  }
  return text
}

/**
 * Reads a text from a URL. Returns `known` if the server responds that it has not changed.
 *
 * @throws Error for a host that is not allowed, and for a response that is none.
 */
export async function readChanged(
  url: string,
  access: UrlAccess,
  known: TaggedText | undefined,
): Promise<TaggedText> {
  const conditions = known?.etag === undefined ? {} : { 'if-none-match': known.etag }
  const response = await follow(url, access, conditions)
  if (known && response.status === 304) return known
  if (!response.ok) {
    await response.body?.cancel()
    throw new Error(`${url} responded with status ${response.status}`)
  }
  const body = await response.text()
  const mimeType = response.headers.get('content-type') ?? undefined
  return { body, mimeType, etag: response.headers.get('etag') ?? undefined }
}

// `fetch` would follow a redirect to any host, and would send the headers there.
async function follow(
  start: string,
  { hosts, headers }: UrlAccess,
  conditions: Readonly<Record<string, string>>,
): Promise<Response> {
  let url = new URL(start)
  for (let hops = 0; hops <= maxRedirects; hops += 1) {
    if (!hosts.includes(url.host)) {
      throw new Error(
        `Reading from ${url.host} is not allowed. Add the host to allowHosts if you trust it`,
      )
    }
    const values = headers?.origin === url.origin ? headers.values : {}
    const response = await request(url, { ...values, ...conditions })
    const location = redirects.has(response.status) && response.headers.get('location')
    if (!location) return response
    await response.body?.cancel()
    url = new URL(location, url)
  }
  throw new Error(`${start} redirects more than ${maxRedirects} times`)
}

async function request(url: URL, headers: Readonly<Record<string, string>>): Promise<Response> {
  try {
    const signal = AbortSignal.timeout(timeout)
    return await fetch(url, { headers, redirect: 'manual', signal })
  } catch (error) {
    // The message of `fetch` is "fetch failed"; the cause names the reason.
    const { message, cause } = error as Error
    throw new Error(`${url.origin} cannot be reached: ${(cause as Error)?.message ?? message}`)
  }
}

async function readCached(file: string): Promise<TaggedText | undefined> {
  const json = await readFile(file, 'utf8').catch(() => undefined)
  return json === undefined ? undefined : (JSON.parse(json) as TaggedText)
}
