// The program that every runtime runs. It uses only exports of the tarballs and the Fetch API.
import {
  createClient,
  getCommunityUser,
  isInputError,
  isResponseError,
  listCommunityUsers,
} from '@returning-kit/core'
import { validation } from '@returning-kit/validation'
import * as operations from '@returning-kit/validation/operations'
import { CommunityUser } from '@returning-kit/validation/schemas'
import { receiveWebhooks } from './webhooks.js'

const communityId = '6167dba9c548eb5c7ec28057'
const userId = '61100af5c548eb5c7ebc7819'

export async function program(baseUrl) {
  const client = createClient({
    baseUrl,
    token: 'fake-token',
    plugins: [validation(operations, { responses: 'throw' })],
  })
  const user = await getCommunityUser(client, { communityId, userId }).orThrow()
  const names = []
  for await (const { displayName } of listCommunityUsers(client, {
    communityId,
    limit: 50,
    fields: ['displayName'],
  })) {
    names.push(displayName)
  }
  const missing = await getCommunityUser(
    client,
    { communityId, userId },
    { headers: { prefer: 'code=404' } },
  )
  const thrown = await getCommunityUser(
    client,
    { communityId, userId },
    { headers: { prefer: 'code=404' } },
  )
    .orThrow()
    .catch((error) => isResponseError(error) && error.status)
  const plain = createClient({ baseUrl, token: 'fake-token' })
  const refused = await getCommunityUser(plain, { communityId, userId: '..' }).catch((error) =>
    isInputError(error),
  )
  return {
    valid: CommunityUser.is(user),
    name: user.displayName,
    names,
    missing: [missing.ok, missing.status],
    thrown,
    refused,
    webhooks: await receiveWebhooks(),
  }
}
