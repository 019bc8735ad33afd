import { createClient } from '@returning-kit/runtime/openapi-fetch'
import { describe, expect, it, vi } from 'vitest'
import { observed, options, type paths } from './observed-client.ts'
import { startRecorder } from './recording-server.ts'

// What docs/reference/openapi-fetch.md lists about URLs and redirects.

describe('URLs', () => {
  it('resolve a base URL against the page', async () => {
    const sent: string[] = []
    vi.stubGlobal('location', { href: 'https://page.example.com/app/' })
    try {
      const fetch = async ({ url }: Request) => {
        sent.push(url)
        return Response.json([])
      }
      await createClient<paths>({ baseUrl: '/api', fetch }).GET('/a')
      await createClient<paths>({ fetch }).GET('/a', { baseUrl: '../v2' })
    } finally {
      vi.unstubAllGlobals()
    }
    expect(sent).toEqual(['https://page.example.com/api/a', 'https://page.example.com/v2/a'])
  })

  it('lose every slash at the end of the base URL', async () => {
    const { api, requests } = observed(() => Response.json([]))
    await api.GET('/a', { baseUrl: 'https://api.example.com//' })
    expect(requests[0]?.url).toBe('https://api.example.com/a')
  })

  it('send the query of a path that has a fragment in the contract', async () => {
    const { api, requests } = observed(() => Response.json([]))
    await api.GET('/a#link', { params: { query: { page: 2 } } })
    expect(requests[0]?.url).toBe('https://api.example.com/a?page=2')
  })

  it.each([
    [undefined, 'is missing'],
    ['', 'is empty'],
    ['.', 'is a dot segment'],
    ['..', 'is a dot segment'],
  ])('reject the path value %j', async (id, why) => {
    const { api, requests } = observed(() => Response.json([]))
    await expect(api.GET('/users/{id}', { params: { path: { id } } })).rejects.toMatchObject({
      name: 'InputError',
      parameter: 'id',
      message: `\`id\` ${why}.`,
    })
    await expect(api.GET('/users/{id}', {} as never)).rejects.toThrow('`id` is missing')
    expect(requests).toEqual([])
  })

  it('are what a custom `pathSerializer` returns', async () => {
    const { api, requests } = observed(() => Response.json([]))
    const pathSerializer = (path: string, { id }: Record<string, unknown>) =>
      path.replace('{id}', `${id}`)
    await api.GET('/users/{id}', { params: { path: { id: 'a/b' } }, pathSerializer })
    expect(requests[0]?.url).toBe('https://api.example.com/users/a/b')
  })
})

describe('redirects', () => {
  it('are followed by the client, so `fetch` sees each request', async () => {
    const { url, received } = await startRecorder()
    const modes: string[] = []
    const api = createClient<paths>({
      baseUrl: url,
      fetch: (request) => {
        modes.push(request.redirect)
        return fetch(request)
      },
    })
    const { data, response } = await api.GET('/redirect')
    expect([data, response.redirected]).toEqual([{ id: 1 }, false])
    expect(received.map(({ url: path }) => path)).toEqual(['/redirect', '/created'])
    expect(modes).toEqual(['manual', 'manual'])
  })

  it('are an error or the response, as the caller wants', async () => {
    const { url, received } = await startRecorder()
    const api = createClient<paths>({ baseUrl: url, ...options })
    await expect(api.GET('/redirect', { redirect: 'error' })).rejects.toMatchObject({
      name: 'NetworkError',
      problem: 'redirects',
      attempts: 1,
    })
    expect((await api.GET('/redirect', { redirect: 'manual' })).response.status).toBe(302)
    expect(received).toHaveLength(2)
  })

  it('are an error where the platform hides them', async () => {
    // What `fetch` of a browser returns for a redirect that it does not follow.
    const hidden = new Proxy(Response.error(), {
      get: (response, name) =>
        name === 'type' ? 'opaqueredirect' : Reflect.get(response, name, response),
    })
    const { api, requests } = observed(() => hidden)
    await expect(api.GET('/a')).rejects.toMatchObject({
      name: 'NetworkError',
      problem: 'redirects',
    })
    expect(requests).toHaveLength(1)
  })
})
