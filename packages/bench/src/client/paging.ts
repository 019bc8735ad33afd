import { createClient, listCommunityUsers } from '@returning-kit/core'
import type { paths } from '@returning-kit/core/paths'
import createFetchClient from 'openapi-fetch'
import { aim, median, type Section, table, times } from '../report.ts'
import { communityId, startServer } from './server.ts'

const total = 10_000
const limit = 100
const latency = 20
const rounds = 5

/**
 * A loop over every user by hand, as users of openapi-fetch write it; `seen` is called with each.
 */
export async function pageByHand(url: string, limit: number, seen: () => void): Promise<void> {
  const client = createFetchClient<paths>({
    baseUrl: url,
    headers: { authorization: 'Bearer fake-token' },
  })
  for (let page = 1; ; page += 1) {
    const query = { page, limit }
    const { data } = await client.GET('/v1/communities/{communityId}/users', {
      params: { path: { communityId }, query },
    })
    for (const _ of data?.data ?? []) seen()
    if (!data || data.data.length < limit) return
  }
}

/** Reads every user with the iterator of Returning Kit; `seen` is called with each. */
export async function pageByIterator(
  url: string,
  limit: number,
  prefetch: number,
  seen: () => void,
): Promise<void> {
  const client = createClient({ token: 'fake-token', baseUrl: url })
  for await (const _ of listCommunityUsers(client, { communityId, limit }, { prefetch })) seen()
}

async function millisecondsOf(walk: (seen: () => void) => Promise<void>): Promise<number> {
  let count = 0
  const began = performance.now()
  await walk(() => {
    count += 1
  })
  if (count !== total) throw new Error(`${count} users were read instead of ${total}.`)
  return performance.now() - began
}

/** How long all pages take, one after the other and fetched ahead. */
export async function pagingSection(): Promise<Section> {
  await using server = await startServer({ total, latency })
  const { url } = server
  const walks = [
    {
      name: 'openapi-fetch, hand-written loop',
      walk: (seen: () => void) => pageByHand(url, limit, seen),
    },
    ...[0, 1, 2, 4, 8].map((prefetch) => ({
      name: prefetch === 0 ? 'Returning Kit, sequential' : `Returning Kit, prefetch ${prefetch}`,
      walk: (seen: () => void) => pageByIterator(url, limit, prefetch, seen),
    })),
  ].map((walk) => ({ ...walk, milliseconds: [] as number[] }))
  for (let round = 0; round < rounds; round += 1) {
    for (const { walk, milliseconds } of walks) milliseconds.push(await millisecondsOf(walk))
  }
  const medians = new Map(walks.map(({ name, milliseconds }) => [name, median(milliseconds)]))
  const sequential = medians.get('Returning Kit, sequential') ?? Number.NaN
  const gain = sequential / (medians.get('Returning Kit, prefetch 4') ?? Number.NaN)
  const rows = [...medians].map(([name, value]) => [
    name,
    value.toFixed(0),
    times(sequential / value),
  ])
  return {
    id: 'paging',
    title: `Pagination of ${total.toLocaleString('en')} users at ${latency} ms latency`,
    method: `Reads every user, ${limit} per page, from a server that waits ${latency} ms before each response. The clients take turns for ${rounds} rounds. Times are medians in milliseconds. The gain is relative to sequential pagination with Returning Kit.`,
    table: table(['client', 'time', 'gain'], rows),
    shows: `Prefetching four pages is ${times(gain)} as fast as sequential pagination and keeps the order. ${aim('at least 3.5x with prefetch 4', gain >= 3.5)}`,
  }
}
