import { describe, it } from 'vitest'
import { compare, get, post, seen } from './compare.ts'

describe('responses', () => {
  const paths = [
    '/created',
    '/no-content',
    '/not-found',
    '/html',
    '/empty',
    '/empty-error',
    '/not-json',
    '/text',
    '/redirect',
  ]
  const modes = [undefined, 'json', 'text', 'blob', 'arrayBuffer', 'stream']
  it.each(paths.flatMap((path) => modes.map((parseAs) => [path, parseAs] as const)))(
    '%s parsed as %s',
    async (path, parseAs) => {
      await compare(get(path, parseAs ? { parseAs } : {}))
      await compare(async (client) => {
        client.use({ onResponse: () => undefined })
        return seen(await client.GET(path, parseAs ? { parseAs } : {}))
      })
    },
  )

  it('the body of a response is read', () =>
    compare(async (client) => {
      const { response } = await client.GET('/created')
      return [response.bodyUsed, await response.text().catch((error: Error) => error.name)]
    }))

  it.each(['manual', 'error', 'follow'])('a redirect with `redirect: %j`', (redirect) =>
    compare(async (client) => {
      const failed = { thrown: 'any' }
      return client.GET('/redirect', { redirect }).then(seen, () => failed)
    }),
  )

  it('a redirect that changes the method', () => compare(post('/see-other', { body: { a: 1 } })))
})
