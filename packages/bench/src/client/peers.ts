import { request } from '@octokit/request'
import { createClient, listCommunityUsers } from '@returning-kit/core'
import { createClient as createKitFetchClient } from '@returning-kit/core/openapi-fetch'
import type { paths } from '@returning-kit/core/paths'
import { nodeTransport } from '@returning-kit/runtime/node'
import ky from 'ky'
import { ofetch } from 'ofetch'
import createFetchClient from 'openapi-fetch'
import { request as undiciRequest } from 'undici'
import { generateHeyApi } from './hey-api.ts'
import { communityId } from './server.ts'

/** A client that lists 20 users with its default options. */
export interface Peer {
  readonly name: string
  readonly list: () => Promise<unknown>
}

/** The peer that the ratios refer to. */
export const baseline = 'openapi-fetch'

/** The peer that adds nothing to the platform. */
export const bare = 'bare fetch'

/** The ways to call Returning Kit. */
export const kit = {
  orThrow: 'Returning Kit, .orThrow()',
  awaited: 'Returning Kit, awaited',
  node: 'Returning Kit, nodeTransport()',
  byPath: 'Returning Kit, by path',
} as const

const token = 'fake-token'
const headers = { authorization: `Bearer ${token}` }
const path = '/v1/communities/{communityId}/users'
const limit = 20

interface Envelope {
  data: unknown
}

/** Returns every peer, each making the same call to the server at `url`. */
export async function peersFor(url: string): Promise<Peer[]> {
  const usersUrl = `${url}/v1/communities/${communityId}/users`
  const openapi = createFetchClient<paths>({ baseUrl: url, headers })
  const kyClient = ky.create({ baseUrl: url, headers })
  const ofetchClient = ofetch.create({ baseURL: url, headers })
  const octokit = request.defaults({ baseUrl: url, headers })
  const heyApi = await generateHeyApi()
  heyApi.client.setConfig({ baseUrl: url, auth: token })
  const client = createClient({ token, baseUrl: url })
  const nodeClient = createClient({ token, baseUrl: url, fetch: nodeTransport() })
  const byPath = createKitFetchClient(client)
  return [
    {
      name: bare,
      list: async () =>
        ((await (await fetch(`${usersUrl}?limit=${limit}`, { headers })).json()) as Envelope).data,
    },
    {
      name: 'undici.request',
      list: async () =>
        (
          (await (
            await undiciRequest(`${usersUrl}?limit=${limit}`, { headers })
          ).body.json()) as Envelope
        ).data,
    },
    {
      name: baseline,
      list: async () =>
        (await openapi.GET(path, { params: { path: { communityId }, query: { limit } } })).data
          ?.data,
    },
    {
      name: 'ky',
      list: async () =>
        (
          await kyClient
            .get(`/v1/communities/${communityId}/users`, { searchParams: { limit } })
            .json<Envelope>()
        ).data,
    },
    {
      name: 'ofetch',
      list: async () =>
        (await ofetchClient<Envelope>(`/v1/communities/${communityId}/users`, { query: { limit } }))
          .data,
    },
    {
      name: 'hey-api',
      list: async () =>
        (await heyApi.listCommunityUsers({ path: { communityId }, query: { limit } })).data?.data,
    },
    {
      name: '@octokit/request',
      list: async () =>
        ((await octokit(`GET ${path}`, { communityId, limit })).data as Envelope).data,
    },
    { name: kit.orThrow, list: () => listCommunityUsers(client, { communityId, limit }).orThrow() },
    {
      name: kit.awaited,
      list: async () => {
        const result = await listCommunityUsers(client, { communityId, limit })
        return result.ok ? result.data : undefined
      },
    },
    {
      name: kit.node,
      list: () => listCommunityUsers(nodeClient, { communityId, limit }).orThrow(),
    },
    {
      name: kit.byPath,
      list: async () =>
        (await byPath.GET(path, { params: { path: { communityId }, query: { limit } } })).data
          ?.data,
    },
  ]
}

/** Throws unless every peer returns the same 20 users, so that only equal work is compared. */
export async function assertSameResult(peers: readonly Peer[]): Promise<void> {
  const results = await Promise.all(peers.map(async ({ list }) => JSON.stringify(await list())))
  for (const [index, result] of results.entries()) {
    const users: unknown = JSON.parse(result ?? 'null')
    if (result === results[0] && Array.isArray(users) && users.length === limit) continue
    throw new Error(`${peers[index]?.name} did not return the same ${limit} users as the others.`)
  }
}
