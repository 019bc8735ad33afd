import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { bundle } from '@repo/testing/bundle'
import { afterAll, afterEach, expect, it, vi } from 'vitest'
import * as development from '../../src/development.ts'
import * as runtime from '../../src/index.ts'
import { queryOptions } from '../../src/tanstack-query/index.ts'

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

const client = runtime.createContractClient(
  { server: 'https://api.example.com' },
  { fetch: async () => Response.json([]) },
)
const read = { id: 'readAll', method: 'GET', path: '/all' }
const list = {
  parameters: { page: runtime.query },
  ...read,
  id: 'listAll',
  pagination: { style: 'page', in: 'query', page: 'page' },
} as const

const warnings: string[] = []
const warn = vi.spyOn(console, 'warn').mockImplementation((text: string) => warnings.push(text))
afterAll(() => warn.mockRestore())
afterEach(() => warnings.splice(0))

// The last call is not sent, so its warning comes after those of the others would have come.
async function collectedWarnings(): Promise<string[]> {
  development.call(client, { ...read, id: 'last' })
  await vi.waitUntil(() => {
    collectGarbage()
    return warnings.some((text) => text.includes('last'))
  })
  return warnings.filter((text) => !text.includes('last'))
}

it('warns about calls that were created but never sent', async () => {
  development.call(client, read)
  development.pagedCall(client, list)
  development.streamCall(client, { ...read, id: 'streamAll' })
  const texts = await collectedWarnings()
  expect(texts.toSorted()).toEqual([
    expect.stringMatching(/^A call of listAll was created but never sent\. Await it, or/),
    expect.stringMatching(/^A call of readAll was created but never sent\. Await it, or/),
    expect.stringMatching(/^A call of streamAll was created but never sent\. Await it, or/),
  ])
})

it('does not warn about calls that were sent', async () => {
  await development.call(client, read)
  await development.call<runtime.Call<unknown, unknown>>(client, read).orThrow()
  await development.call(client, read).catch(() => {})
  await development.call(client, read).finally(() => {})
  queryOptions(development.call<runtime.Call<unknown, unknown>>(client, read))
  await development.pagedCall(client, list).toArray()
  for await (const item of development.pagedCall(client, list)) expect(item).toBeDefined()
  for await (const page of development.pagedCall(client, list).pages()) expect(page).toBeDefined()
  await development.streamCall(client, read).stream()
  for await (const _ of development.eventCall(client, read)) expect.fail('an event')
  for await (const line of development.jsonLinesCall(client, read)) expect(line).toEqual([])
  expect(await collectedWarnings()).toEqual([])
})

it('exports what the runtime exports', () => {
  expect(Object.keys(development).sort()).toEqual(Object.keys(runtime).sort())
})

it('is no part of other builds', async () => {
  const program = `import { call } from '@returning-kit/runtime'\nexport const made = call(client, {})`
  expect(await bundle(program, import.meta.dirname)).not.toContain('never sent')
})
