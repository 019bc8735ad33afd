import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Span, type SpanOptions, SpanStatusCode, type Tracer, trace } from '@opentelemetry/api'
import { expect, it, onTestFinished, vi } from 'vitest'
import { type Client, listCommunityUsers } from '../../src/index.ts'
import { communityId, usersPage } from '../helpers.ts'

const core = join(import.meta.dirname, '../..')

/** Imports a code block of the guide. */
async function example(marker: string): Promise<{ client: Client }> {
  const document = await readFile(join(core, '../../docs/guides/observability.md'), 'utf8')
  const blocks = [...document.matchAll(/^```ts\n(.*?)^```/gms)].map((match) => match[1] as string)
  const folder = join(core, '.vitest/observability')
  await mkdir(folder, { recursive: true })
  const file = join(folder, 'example.ts')
  await writeFile(file, blocks.find((block) => block.includes(marker)) ?? '')
  return import(file)
}

interface Recorded {
  name: string
  options: SpanOptions
  status?: number
  exception?: unknown
  length?: number
}

/** A tracer that records its spans. */
function recorder() {
  const spans: Recorded[] = []
  const startSpan = (name: string, options: SpanOptions = {}) => {
    const recorded: Recorded = { name, options }
    spans.push(recorded)
    const span: Pick<Span, 'recordException' | 'setStatus' | 'end'> = {
      recordException(exception) {
        recorded.exception = exception
      },
      setStatus({ code }) {
        recorded.status = code
        return span as Span
      },
      end(time) {
        recorded.length = Number(time) - Number(options.startTime)
      },
    }
    return span as Span
  }
  return { spans, tracer: { startSpan, startActiveSpan: () => undefined } as unknown as Tracer }
}

it('records a span for each request, named by the semantic conventions', async () => {
  const { spans, tracer } = recorder()
  trace.setGlobalTracerProvider({ getTracer: () => tracer })
  const responses = [
    () => Response.json({ message: 'busy' }, { status: 503, headers: { 'retry-after': '0' } }),
    () => Promise.reject(new TypeError('fetch failed', { cause: { code: 'ECONNRESET' } })),
    () => usersPage([]),
  ]
  const fetch = vi
    .spyOn(globalThis, 'fetch')
    .mockImplementation(async () => (responses.shift() ?? (() => usersPage([])))())
  // Full jitter: the random number 0 means no delay.
  const chance = vi.spyOn(Math, 'random').mockReturnValue(0)
  onTestFinished(() => {
    chance.mockRestore()
    fetch.mockRestore()
    trace.disable()
  })
  const { client } = await example('@opentelemetry/api')
  expect(await listCommunityUsers(client, { communityId, limit: 2 })).toMatchObject({
    ok: true,
    attempts: 3,
  })

  const request = {
    'http.request.method': 'GET',
    'url.full': `https://api.returning.ai/v1/communities/${communityId}/users?limit=2`,
    'server.address': 'api.returning.ai',
    'server.port': 443,
    'returning.operation': 'listCommunityUsers',
  }
  expect(spans.map(({ name }) => name)).toEqual(['GET', 'GET', 'GET'])
  expect(spans.map(({ options }) => options.attributes)).toEqual([
    { ...request, 'http.response.status_code': 503, 'error.type': '503' },
    { ...request, 'http.request.resend_count': 1, 'error.type': 'NetworkError' },
    { ...request, 'http.request.resend_count': 2, 'http.response.status_code': 200 },
  ])
  expect(spans.map(({ status }) => status)).toEqual([
    SpanStatusCode.ERROR,
    SpanStatusCode.ERROR,
    undefined,
  ])
  expect(spans.map(({ exception }) => (exception as Error | undefined)?.name)).toEqual([
    undefined,
    'NetworkError',
    undefined,
  ])
  for (const { length } of spans) expect(length).toBeGreaterThanOrEqual(0)
  expect(JSON.stringify(spans)).not.toContain('fake-token')
})
