import { sValidator } from '@hono/standard-validator'
import { CommunityUser } from '@returning-kit/validation/schemas'
import { Hono } from 'hono'
import { expect, expectTypeOf, it } from 'vitest'

// Hono's validator takes the schema unchanged.
const app = new Hono().post('/users', sValidator('json', CommunityUser), (context) => {
  const user = context.req.valid('json')
  expectTypeOf(user.displayName).toEqualTypeOf<string | undefined>()
  return context.json({ hello: user.displayName })
})

const post = (body: object) =>
  app.request('/users', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })

it('validates a valid body in Hono', async () => {
  const response = await post({ displayName: 'Ada' })
  expect([response.status, await response.json()]).toEqual([200, { hello: 'Ada' }])
})

it('rejects an invalid body in Hono, with the reason', async () => {
  const response = await post({ displayName: 7 })
  expect(response.status).toBe(400)
  expect(await response.json()).toMatchObject({
    error: [{ message: 'displayName must be a string, received number', path: ['displayName'] }],
  })
})
