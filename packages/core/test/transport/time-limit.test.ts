import { expect, it } from 'vitest'
import { listCommunityUsers } from '../../src/index.ts'
import { communityId, observedClient, usersPage } from '../helpers.ts'

it('accepts very long time limits', async () => {
  const { client } = observedClient(() => usersPage([]))
  const options = { timeout: 2 ** 40, totalTimeout: Number.POSITIVE_INFINITY }
  expect(await listCommunityUsers(client, { communityId }, options)).toMatchObject({ ok: true })
})
