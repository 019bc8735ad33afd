import { inspect } from 'node:util'
import { FakeClock } from '@repo/testing/fake-clock'
import { expect, it } from 'vitest'
import { createClient, listCommunityUsers } from '../../src/index.ts'
import { communityId, observedClient, usersPage } from '../helpers.ts'

const secret = 'fake-secret-0123456789'

it('puts no credential into errors, events or printed values', async () => {
  const clock = new FakeClock()
  const printed: string[] = []
  const record = (event: object) =>
    printed.push(inspect(event, { depth: 10, showHidden: true }), JSON.stringify(event))
  const hooks = { onRequest: record, onResponse: record, onRetry: record, onError: record }
  const responses = [
    () => Response.json({ message: 'Unauthorized' }, { status: 401 }),
    () => Response.json({}, { status: 503 }),
    () => new Response('<html>', { status: 200 }),
    () => usersPage([]),
    () => {
      throw new TypeError('fetch failed', { cause: { code: 'ECONNRESET' } })
    },
  ]
  for (const respond of responses) {
    const { client } = observedClient(respond, { token: () => secret, clock, ...hooks })
    const call = listCommunityUsers(client, { communityId })
    const settled = await clock.run(call.orThrow()).catch((error: unknown) => error)
    printed.push(
      inspect(client, { depth: 10 }),
      inspect(call, { depth: 10 }),
      inspect(settled, { depth: 10 }),
      String(settled),
    )
  }
  const bad = createClient({ token: `${secret} with a space` })
  printed.push(
    inspect(await listCommunityUsers(bad, { communityId }).catch((error: unknown) => error), {
      depth: 10,
    }),
  )
  expect(printed.length).toBeGreaterThan(40)
  for (const output of printed) expect(output).not.toContain(secret)
})
