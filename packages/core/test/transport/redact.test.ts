import { inspect } from 'node:util'
import { FakeClock } from '@repo/testing/fake-clock'
import { expect, it } from 'vitest'
import { redactHeaders, redactUrl } from '../../../runtime/src/transport/redact.ts'
import { createClient, listCommunityUsers } from '../../src/index.ts'
import { communityId, observedClient, usersPage } from '../helpers.ts'

const secret = 'fake-secret-0123456789'

it('redacts user information, secret-looking query members and headers', () => {
  expect(redactUrl('https://user:pass@api.example.com/a?token=x&page=2&api_key=y')).toBe(
    'https://api.example.com/a?token=%5Bredacted%5D&page=2&api_key=%5Bredacted%5D',
  )
  expect(
    redactHeaders(
      new Headers({ authorization: 'Bearer x', 'x-api-key': 'y', cookie: 'sid=z', accept: '*/*' }),
    ),
  ).toEqual({
    accept: '*/*',
    authorization: '[redacted]',
    cookie: '[redacted]',
    'x-api-key': '[redacted]',
  })
})

it('lets no credential into any text that the library makes', async () => {
  const clock = new FakeClock()
  const texts: string[] = []
  const note = (event: object) =>
    texts.push(inspect(event, { depth: 10, showHidden: true }), JSON.stringify(event))
  const hooks = { onRequest: note, onResponse: note, onRetry: note, onError: note }
  const answers = [
    () => Response.json({ message: 'Unauthorized' }, { status: 401 }),
    () => Response.json({}, { status: 503 }),
    () => new Response('<html>', { status: 200 }),
    () => usersPage([]),
    () => {
      throw new TypeError('fetch failed', { cause: { code: 'ECONNRESET' } })
    },
  ]
  for (const answer of answers) {
    const { client } = observedClient(answer, { token: () => secret, clock, ...hooks })
    const call = listCommunityUsers(client, { communityId })
    const settled = await clock.run(call.orThrow()).catch((error: unknown) => error)
    texts.push(
      inspect(client, { depth: 10 }),
      inspect(call, { depth: 10 }),
      inspect(settled, { depth: 10 }),
      String(settled),
    )
  }
  const bad = createClient({ token: `${secret} with a space` })
  texts.push(
    inspect(await listCommunityUsers(bad, { communityId }).catch((error: unknown) => error), {
      depth: 10,
    }),
  )
  expect(texts.length).toBeGreaterThan(40)
  for (const text of texts) expect(text).not.toContain(secret)
})
