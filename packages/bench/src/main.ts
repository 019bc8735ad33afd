import { createClient, listCommunityUsers, type paths } from '@returning-kit/core'
import { bench, run, summary } from 'mitata'
import createFetchClient from 'openapi-fetch'
import { startServer } from './server.ts'

// The same call on the same loopback server, side by side.
const server = await startServer()
const communityId = '6167dba9c548eb5c7ec28057'
const path = '/v1/communities/{communityId}/users'
const headers = { authorization: 'Bearer fake-token' }
const raw = createFetchClient<paths>({ baseUrl: server.url, headers })
const client = createClient({ token: 'fake-token', baseUrl: server.url })

summary(() => {
  bench('fetch', async () => {
    const response = await fetch(`${server.url}/v1/communities/${communityId}/users?limit=20`, { headers })
    return response.json()
  })
  bench('openapi-fetch', () => raw.GET(path, { params: { path: { communityId }, query: { limit: 20 } } }))
  bench('@returning-kit/core', () => listCommunityUsers(client, { communityId, limit: 20 }).orThrow())
})
await run()
server.stop()
