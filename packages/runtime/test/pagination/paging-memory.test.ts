import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import {
  createContractClient,
  type Page,
  type PagedCall,
  pagedCall,
  query,
} from '../../src/index.ts'
import type { Operation } from '../../src/operation/operation.ts'

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

const turn = () => new Promise(setImmediate)

type Item = { id: number; text: string }

const list = {
  id: 'list',
  method: 'GET',
  path: '/list',
  envelope: { data: 'data' },
  pagination: { style: 'page', in: 'query', page: 'page', limit: 'limit' },
  parameters: { page: query, limit: query },
} as const satisfies Operation

function endless() {
  const requestedPages: number[] = []
  const fetch = async (url: string) => {
    const page = Number(new URL(url).searchParams.get('page'))
    requestedPages.push(page)
    return Response.json({
      data: [0, 1].map((index) => ({ id: page * 2 + index, text: 'x'.repeat(1000) })),
    })
  }
  const client = createContractClient({ server: 'https://api.example.com' }, { fetch })
  return {
    requestedPages,
    pages: (prefetch: number) =>
      pagedCall<PagedCall<unknown, Item[], Item>>(client, list, { limit: 2 }, { prefetch }).pages(),
  }
}

describe.each([0, 4])('with a prefetch of %i', (prefetch) => {
  it('releases the pages that were read', async () => {
    const read: WeakRef<object>[] = []
    const { pages } = endless()
    const iterator = pages(prefetch)
    for (let count = 0; count < 300; count += 1) {
      const { value } = (await iterator.next()) as { value: Page<Item> }
      read.push(new WeakRef(value), new WeakRef(value.items), new WeakRef(value.response))
    }
    await turn()
    collectGarbage()
    await turn()
    const held = read.filter((page) => page.deref() !== undefined)
    expect(held.length).toBeLessThanOrEqual(3 * 2 + 1)
    await iterator.return(undefined)
  })

  it('fetches no further ahead of a paused loop', async () => {
    const { requestedPages, pages } = endless()
    const iterator = pages(prefetch)
    await iterator.next()
    for (let turns = 0; turns < 50; turns += 1) await turn()
    expect(requestedPages).toHaveLength(1 + prefetch)
    await iterator.next()
    for (let turns = 0; turns < 50; turns += 1) await turn()
    expect(requestedPages).toHaveLength(2 + prefetch)
    expect(requestedPages).toEqual(requestedPages.map((_, index) => index + 1))
    await iterator.return(undefined)
    for (let turns = 0; turns < 50; turns += 1) await turn()
    expect(requestedPages).toHaveLength(2 + prefetch)
  })
})
