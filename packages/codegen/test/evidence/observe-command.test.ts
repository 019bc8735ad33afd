import { globSync, readFileSync } from 'node:fs'
import { cp, mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import { runObserve } from '../../src/evidence/observe-command.ts'
import type { Document } from '../../src/openapi/document.ts'
import { legalCreate, legalGet, legalList } from './judge/divergences.ts'
import { writeContract } from './learn/contract-folder.ts'
import { recordCalls, type ServiceCall, writeLines } from './recorded-calls.ts'
import { order, shop } from './shop.ts'

const document = shop as unknown as Document
const defaults = {
  format: 'text',
  baseUrls: [],
  values: [],
  write: false,
  newOperations: false,
  source: undefined,
  afterWrite: async () => [],
} as const

async function observed(
  calls: readonly ServiceCall[],
  options: Partial<Parameters<typeof runObserve>[0]> = {},
) {
  const spec = await writeContract({
    'openapi.yaml': stringify(shop, { aliasDuplicateObjects: false }),
  })
  const file = await writeLines(await recordCalls(calls, { document }))
  const { exitCode, output } = await runObserve({ spec, files: [file], ...defaults, ...options })
  return { exitCode, output: output.replaceAll(spec, 'openapi.yaml'), spec }
}

const lines = stringify(shop, { aliasDuplicateObjects: false }).split('\n')
const paid = lines.indexOf('        paid:') + 1
const orderLine = lines.indexOf('    Order:') + 1

const extra = { ...legalGet, response: { ...order, color: 'red' } }
const wrong = { ...legalGet, response: { ...order, paid: 'yes' } }

describe('exit codes', () => {
  it.each([
    ['0 for calls that match', [legalList, legalCreate], 0],
    ['3 for more than the contract has', [legalList, extra], 3],
    ['3 for an operation that it does not have', [{ path: '/v1/carts' }], 3],
    ['4 for a contradiction', [extra, wrong], 4],
  ] as const)('%s', async (_, calls, exitCode) => {
    expect((await observed(calls)).exitCode).toBe(exitCode)
  })
})

describe('reports', () => {
  const calls = [legalList, legalList, extra, wrong, { path: '/v1/carts/7', status: 404 }]

  it('lists each operation in text', async () => {
    const { output } = await observed(calls)
    expect(output).toBe(`Seen: 2 of 3 operations, 2 of 6 statuses, 18 of 25 members.
getOrder (GET /orders/{orderId}): contradicted, 2 calls (200: 2)
  ! 200 response body /paid expected boolean, received string (once, openapi.yaml:${paid}:9)
  + 200 response body /color is not declared; received string (once, openapi.yaml:${orderLine}:5)
listOrders (GET /orders): confirmed, 2 calls (200: 2)
1 operation never seen.

Not in the contract:
- GET /v1/carts/{}: once, status 404

Suggestions:
- GET /v1/carts/{} is not in the contract and was called once. Add it if it belongs to the service.`)
  })

  it('writes Markdown for a pull request', async () => {
    const { output } = await observed(calls, { format: 'markdown' })
    expect(output).toContain('| `getOrder` | contradicted | 2 | 200 | 2026-11-30 |')
    expect(output).toContain('## Never seen\n\n- `createOrder`')
  })

  it('writes JSON with pointers, kinds and counts', async () => {
    const report = JSON.parse((await observed(calls, { format: 'json' })).output)
    expect(report.coverage.operations).toEqual({ seen: 2, total: 3 })
    expect(report.operations[1].contradictions).toEqual([
      {
        part: 'response body',
        status: '200',
        pointer: '/paid',
        keyword: 'type',
        expected: 'boolean',
        received: 'string',
        count: 1,
        location: `openapi.yaml:${paid}:9`,
      },
    ])
    expect(report.operations[0]).toMatchObject({ operation: 'createOrder', verdict: 'never seen' })
  })

  it('warns of calls to other services and without TLS', async () => {
    const line = (url: string) =>
      JSON.stringify({ request: { method: 'GET', url }, response: { status: 200 } })
    const file = await writeLines([
      line('https://cdn.example.net/logo.png'),
      line('http://shop.example.com/v1/orders?sort=newest'),
      line('http://localhost:1/v1/orders?sort=newest'),
      'no evidence',
    ])
    const { output } = await observed([], { files: [file] })
    expect(output).toContain('1 call went to other services. Pass --base-url if')
    expect(output).toContain('1 call to another machine had no TLS.')
    expect(output).toContain(`The first is ${file}:4.`)
  })

  it('matches the calls of a proxy by its base URL', async () => {
    const call = {
      request: { method: 'GET', url: 'https://proxy.test/shop/orders/7' },
      response: { status: 200, headers: {}, body: order },
    }
    const file = await writeLines([JSON.stringify(call)])
    const { output } = await observed([], { files: [file], baseUrls: ['https://proxy.test/shop'] })
    expect(output).toContain('getOrder (GET /orders/{orderId}): confirmed')
    expect((await observed([], { files: [file] })).output).not.toContain('confirmed')
  })
})

describe('the contract of this repository', () => {
  const openapi = join(import.meta.dirname, '../../../../openapi')

  it('keeps every byte when nothing was learned', async () => {
    const copy = join(await mkdtemp(join(tmpdir(), 'openapi-')), 'openapi')
    await cp(openapi, copy, { recursive: true })
    // A documented operation, whose provenance stays.
    const url = 'https://api.returning.ai/v1/communities/6167dba9c548eb5c7ec28057/users?page=1'
    const body = { meta: { status: 'success', statusCode: 200 }, message: 'Done.', data: [] }
    const call = { request: { method: 'GET', url }, response: { status: 200, body } }
    const file = await writeLines([JSON.stringify(call)])
    const spec = join(copy, 'openapi.yaml')
    const { output } = await runObserve({ ...defaults, spec, files: [file], write: true })
    expect(output).toContain(
      'listCommunityUsers (GET /v1/communities/{communityId}/users): confirmed',
    )
    expect(output).not.toContain('Changes:')
    for (const name of globSync('**/*.*', { cwd: openapi })) {
      expect(readFileSync(join(copy, name), 'utf8')).toBe(readFileSync(join(openapi, name), 'utf8'))
    }
  })
})
