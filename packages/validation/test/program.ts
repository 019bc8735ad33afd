// What a browser and a worker run: every way of validating, one schema of each kind, and the client with its plug.
import { createClient, listCommunityUsers } from '@returning-kit/core'
import { isSchemaError, validation } from '@returning-kit/validation'
import * as inputs from '@returning-kit/validation/inputs'
import * as operations from '@returning-kit/validation/operations'
import * as schemas from '@returning-kit/validation/schemas'

/** What the program found, to be compared where it was started. */
export async function program(): Promise<Record<string, unknown>> {
  const all = Object.values({ ...schemas, ...inputs })
  const thrown: unknown = (() => {
    try {
      return schemas.CommunityUser.parse({ lastLogin: 'yesterday' })
    } catch (error) {
      return error
    }
  })()
  const client = createClient({
    token: 'fake-token',
    plugins: [validation(operations, { responses: 'throw', onDrift: () => {} })],
    fetch: async () =>
      Response.json({ meta: { status: 'success', statusCode: 200 }, data: [{ id: 'one' }] }),
  })
  const call = (communityId: string) =>
    listCommunityUsers(client, { communityId }).catch((error: unknown) => error)
  const [input, answer] = [await call('short'), await call('6167dba9c548eb5c7ec28057')]
  return {
    accepted: schemas.CommunityUser.is({ id: 1, lastLogin: '2026-01-01T00:00:00Z' }),
    thrown: isSchemaError(thrown) && thrown.message,
    run: all.map((schema) => schema.is(Symbol('no value of the contract'))).filter(Boolean).length,
    input: isSchemaError(input) && input.message,
    answer: isSchemaError(answer) && [answer.status, answer.issues[0]?.pointer],
  }
}

/** What {@link program} finds everywhere. */
export const everywhere: Record<string, unknown> = {
  accepted: true,
  thrown:
    'CommunityUser does not fit the contract: lastLogin must be a text in the format date-time, found text.',
  run: 0,
  input:
    'The input of listCommunityUsers does not fit the contract: communityId must be a text that matches ^[0-9a-fA-F]{24}$, found text.',
  answer: [200, '/data/0/id'],
}
