import { expect, it } from 'vitest'
import { isResponseError } from '../../src/index.ts'
import { observed, status } from '../helpers.ts'

it.each(['x-request-id', 'request-id'])('has the request id of the header %s', async (name) => {
  const { thing } = observed(() => status(404, { [name]: 'req-1' }))
  const error = await thing()
    .orThrow()
    .catch((thrown: unknown) => thrown)
  expect(isResponseError(error) && error.requestId).toBe('req-1')
  expect((error as Error).message).toMatch(
    /^readThing failed with status 404: .* \(request req-1\)$/,
  )
})

it('has no request id if the response has none', async () => {
  const { thing } = observed(() => status(404))
  const error = await thing()
    .orThrow()
    .catch((thrown: unknown) => thrown)
  expect(isResponseError(error) && error.requestId).toBeUndefined()
  expect((error as Error).message).not.toContain('request')
})
