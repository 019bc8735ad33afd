import { sValidator } from '@hono/standard-validator'
import { CommunityUser } from '@returning-kit/validation/schemas'
import { Hono } from 'hono'
import { expect, expectTypeOf, it } from 'vitest'

// The schema goes into Hono's validator as it is.
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

it('lets Hono accept what fits', async () => {
  const answer = await post({ displayName: 'Ada' })
  expect([answer.status, await answer.json()]).toEqual([200, { hello: 'Ada' }])
})

it('lets Hono refuse what does not fit, and say why', async () => {
  const answer = await post({ displayName: 7 })
  expect(answer.status).toBe(400)
  expect(await answer.json()).toMatchObject({
    error: [{ message: 'displayName must be a text, found number', path: ['displayName'] }],
  })
})
