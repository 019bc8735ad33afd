import { request } from 'node:http'
import { createClient } from '@returning-kit/core'
import { expect, it } from 'vitest'
import { useServer } from './connect.ts'

const client = createClient({ token: 'fake-token' })
const initialize = { jsonrpc: '2.0', id: 1, method: 'ping' }

// `fetch` does not let a program choose the header `Host`.
function post(url: string, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    const accept = 'application/json, text/event-stream'
    const outgoing = request(
      url,
      { method: 'POST', headers: { accept, 'content-type': 'application/json', ...headers } },
      (response) => {
        response.resume()
        resolve(response.statusCode ?? 0)
      },
    )
    outgoing.on('error', reject)
    outgoing.end(JSON.stringify(initialize))
  })
}

it('rejects other names of the host, and pages of other origins', async () => {
  const url = await useServer({ client })
  expect(await post(url, {})).toBe(200)
  expect(await post(url, { host: 'attacker.example' })).toBe(403)
  expect(await post(url, { origin: 'https://attacker.example' })).toBe(403)
})

it('requires its access token', async () => {
  const url = await useServer({ client, accessToken: 'fake-access-token' })
  expect(await post(url, {})).toBe(401)
  expect(await post(url, { authorization: 'Bearer other' })).toBe(401)
  expect(await post(url, { authorization: 'Bearer fake-access-token' })).toBe(200)
})
