// Run in Node, a browser and a worker: every method of a schema, all schemas, and a client with the plugin.
import { createClient, listCommunityUsers } from '@returning-kit/core'
import { isSchemaError, validation } from '@returning-kit/validation'
import * as inputs from '@returning-kit/validation/inputs'
import * as operations from '@returning-kit/validation/operations'
import * as schemas from '@returning-kit/validation/schemas'

/** Runs the program and returns its results. */
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
  const [inputError, responseError] = [await call('short'), await call('6167dba9c548eb5c7ec28057')]
  return {
    accepted: schemas.CommunityUser.is({ id: 1, lastLogin: '2026-01-01T00:00:00Z' }),
    thrown: isSchemaError(thrown) && thrown.message,
    run: all.map((schema) => schema.is(Symbol('invalid'))).filter(Boolean).length,
    input: isSchemaError(inputError) && inputError.message,
    response: isSchemaError(responseError) && [
      responseError.status,
      responseError.issues[0]?.pointer,
    ],
  }
}

/** The results of {@link program} in every runtime. */
export const expectedResults: Record<string, unknown> = {
  accepted: true,
  thrown:
    'CommunityUser does not match the contract: lastLogin must be a valid date-time, received string.',
  run: 0,
  input:
    'The input of listCommunityUsers does not match the contract: communityId must be a string that matches ^[0-9a-fA-F]{24}$, received string.',
  response: [200, '/data/0/id'],
}
