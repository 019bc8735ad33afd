import { describe, expect, it, vi } from 'vitest'
import { createApp } from '../src/app.ts'
import { createMembersClient } from '../src/client.ts'
import { communityId, observedApp, usersResponse } from './helpers.ts'

const ada = {
  displayName: 'Ada',
  firstName: 'Ada',
  lastName: 'Lovelace',
  isOnline: true,
  lastLogin: '2023-12-01T10:30:00Z',
}

async function load(
  app: ReturnType<typeof createApp>,
  path = '/',
): Promise<{ status: number; body: string }> {
  const response = await app.request(path)
  return { status: response.status, body: await response.text() }
}

describe('members', () => {
  it('shows names, initials, online status and last login', async () => {
    const { app } = observedApp(() =>
      usersResponse([
        ada,
        { displayName: 'Bo', isOnline: false, avatar: 'https://host.example/bo.png' },
      ]),
    )
    const { status, body } = await load(app)
    expect(status).toBe(200)
    expect(body).toContain('<h2>Ada</h2>')
    expect(body).toContain('Ada Lovelace')
    expect(body).toMatch(/aria-hidden="true">AL<\/span>/)
    expect(body).toContain('<time datetime="2023-12-01T10:30:00.000Z">1 Dec 2023, 10:30 UTC</time>')
    expect(body).toMatch(/aria-hidden="true">B<img src="https:\/\/host\.example\/bo\.png" alt=""/)
    expect(body).toMatch(/presence online">Online</)
    expect(body).toMatch(/presence offline">Offline</)
  })

  it('shows that a selected field is unknown', async () => {
    const { body } = await load(observedApp(() => usersResponse([{}])).app)
    expect(body).toContain('Unnamed member')
    expect(body).toContain('Online status unknown')
    expect(body).toContain('<dt>Last login</dt><dd>unknown</dd>')
  })

  it('escapes hostile names, and ignores avatars that are not http(s) URLs', async () => {
    const hostile = '"><script>alert(1)</script>'
    const { app } = observedApp(() =>
      usersResponse([
        { displayName: hostile, avatar: 'javascript:alert(1)' },
        { avatar: `https://x/${hostile}` },
      ]),
    )
    const { body } = await load(app)
    expect(body).toContain('<h2>&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;</h2>')
    expect(body).not.toContain('<script')
    expect(body).not.toContain('javascript:')
  })

  it('forbids scripts', async () => {
    const response = await observedApp(() => usersResponse([])).app.request('/')
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(response.headers.get('content-security-policy')).not.toContain('script-src')
  })

  it('distinguishes an empty community from an empty page', async () => {
    const { app } = observedApp(() => usersResponse([]))
    expect((await load(app)).body).toContain(
      'The token gives access to no member of this community.',
    )
    expect((await load(app, '/?page=3')).body).toContain('No members on this page.')
  })
})

describe('the request', () => {
  it('contains the default fields, then the selected fields', async () => {
    const { app, requests } = observedApp(() => usersResponse([ada]))
    await app.request('/')
    await app.request(
      `/?communityId=61100af5c548eb5c7ebc7819&fields=&fields=displayName&fields=email&page=3&limit=50`,
    )
    const [first, second] = requests.map(({ url }) => new URL(url))
    expect(first?.pathname).toBe(`/v1/communities/${communityId}/users`)
    expect(first?.search).toBe(
      '?page=1&limit=20&avatar=true&displayName=true&firstName=true&lastName=true&isOnline=true&lastLogin=true',
    )
    expect(second?.pathname).toBe('/v1/communities/61100af5c548eb5c7ebc7819/users')
    expect(second?.search).toBe('?page=3&limit=50&displayName=true&email=true')
  })

  it('limits the page to the selected fields, even if the response has more', async () => {
    const { app } = observedApp(() =>
      usersResponse([{ ...ada, email: 'ada@example.com', username: 'countess' }]),
    )
    const { body } = await load(app, '/?fields=username')
    expect(body).toContain('<h2>countess</h2>')
    for (const hidden of ['Lovelace', 'ada@example.com', 'presence', '<time'])
      expect(body).not.toContain(hidden)
  })

  it('is shown on the page, without the token', async () => {
    const { body } = await load(observedApp(() => usersResponse([])).app, '/?fields=email')
    expect(body).toContain(
      `GET https://api.returning.ai/v1/communities/${communityId}/users?page=1&amp;limit=20&amp;email=true`,
    )
    expect(body).not.toContain('fake-token')
  })

  it('links other pages with the same parameters', async () => {
    const { app } = observedApp(() => usersResponse([ada, ada]))
    const link = (page: number) =>
      `href="/?communityId=${communityId}&amp;page=${page}&amp;limit=2&amp;fields=displayName"`
    const fullPage = (await load(app, '/?page=2&limit=2&fields=displayName')).body
    expect(fullPage).toContain(`rel="prev" ${link(1)}`)
    expect(fullPage).toContain(`rel="next" ${link(3)}`)
    const lastPage = (await load(app, '/?limit=10')).body
    expect(lastPage).not.toContain('rel="prev"')
    expect(lastPage).not.toContain('rel="next"')
  })
})

describe('drift', () => {
  it('is reported on the page of the call, with the valid parts', async () => {
    const drifted = { displayName: 'Ada', isOnline: 'yes', lastLogin: 'yesterday' }
    const { app } = observedApp(({ url }) =>
      usersResponse(url.includes('page=2') ? [drifted, null] : [ada]),
    )
    const [valid, invalid] = await Promise.all([load(app), load(app, '/?page=2')])
    expect(valid.body).not.toContain('does not match')
    expect(invalid.status).toBe(200)
    expect(invalid.body).toContain('does not match the contract')
    expect(invalid.body).toMatch(/<li>data\.0\.\w+ must be/)
    expect(invalid.body).toContain('<h2>Ada</h2>')
    expect(invalid.body).not.toContain('yesterday')
  })
})

describe('a response that is not a success', () => {
  const html = () =>
    new Response('<!doctype html><title>Hello</title>', {
      headers: { 'content-type': 'text/html' },
    })
  const failure = (status: number, message: string) => () => Response.json({ message }, { status })
  const cases = [
    [
      'a rejected token',
      failure(401, 'Unauthorized'),
      502,
      'The API rejected the token',
      'RETURNING_TOKEN',
    ],
    [
      'a missing permission',
      failure(403, 'Forbidden'),
      502,
      'The API rejected the token',
      'API keys',
    ],
    [
      'an unknown community',
      failure(404, 'Record Not Found'),
      404,
      'Community not found',
      'Check the community ID',
    ],
    [
      'a rejected request',
      failure(400, 'Bad Request'),
      400,
      'The API rejected the request',
      'Check the community ID',
    ],
    ['too many requests', failure(429, 'Slow down'), 503, 'Too many requests', 'Wait a minute'],
    ['a failing service', failure(500, 'Server Error'), 502, 'The API failed', 'Reload the page'],
    ['a web page', html, 502, 'The response is not from the API', 'RETURNING_BASE_URL'],
    [
      'a web page with 404',
      () => new Response('<h1>404', { status: 404 }),
      502,
      'The response is not from the API',
      'RETURNING_BASE_URL',
    ],
    [
      'an empty body',
      () => new Response(''),
      502,
      'The response is not from the API',
      'RETURNING_BASE_URL',
    ],
    [
      'data that is not an array',
      () => usersResponse({ not: 'an array' }),
      502,
      'The response contains no members',
      'RETURNING_BASE_URL',
    ],
    [
      'a failed envelope',
      () => Response.json({ meta: { status: 'error' } }),
      502,
      'The API reported a failure',
      'Try again',
    ],
  ] as const

  it.each(cases)('is explained: %s', async (_, respond, status, title, remedy) => {
    const page = await load(observedApp(respond).app)
    expect(page.status).toBe(status)
    expect(page.body).toContain(`<h1>${title}</h1>`)
    expect(page.body).toMatch(new RegExp(`What to do:</strong> [^<]*${remedy}`))
    expect(page.body).toContain('name="communityId"')
    expect(page.body).not.toMatch(/\.ts:\d|^ +at /m)
  })

  it('has its message escaped', async () => {
    const { body } = await load(observedApp(failure(404, '<img src=x>')).app)
    expect(body).toContain('&lt;img src=x&gt;')
  })
})

describe('a call without a response', () => {
  it.each([
    ['no token', undefined],
    ['a token with a line break', 'two\nlines'],
  ])('is explained: %s', async (_, token) => {
    const client = createMembersClient(token === undefined ? {} : { token })
    const { status, body } = await load(createApp({ client, communityId }))
    expect(status).toBe(500)
    expect(body).toContain('The token is missing or invalid')
    expect(body).toContain('community settings &gt; API keys')
    expect(body).not.toContain('lines')
  })

  it('is explained: a host that is unreachable', async () => {
    const client = createMembersClient({
      token: 'fake-token',
      retry: false,
      baseUrl: 'http://127.0.0.1:1',
    })
    const { status, body } = await load(createApp({ client, communityId }))
    expect(status).toBe(502)
    expect(body).toContain('The API is unreachable')
    expect(body).toContain('127.0.0.1:1')
    expect(body).toContain('Check RETURNING_BASE_URL')
  })

  it('is explained: a timeout', async () => {
    const { app } = observedApp(() => new Promise(() => {}), { timeout: 20 })
    const { status, body } = await load(app)
    expect(status).toBe(504)
    expect(body).toContain('The API did not respond in time')
  })

  it('logs an unexpected error and does not show it', async () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => {})
    const client = createMembersClient({
      token: 'fake-token',
      plugins: [
        {
          validateInput: () => {
            throw new Error('secret details')
          },
        },
      ],
    })
    const { status, body } = await load(createApp({ client, communityId }))
    expect(status).toBe(500)
    expect(body).toContain('Internal error')
    expect(body).not.toContain('secret details')
    expect(log).toHaveBeenCalledOnce()
    log.mockRestore()
  })
})

describe('an invalid query', () => {
  it.each([
    ['communityId=', 'The community ID is missing'],
    ['communityId=..', 'is not a community ID'],
    ['communityId=%3Cscript%3E', '&lt;script&gt;&quot; is not a community ID'],
    ['page=0', 'The page must be an integer of at least 1'],
    ['page=1.5', 'The page must be an integer of at least 1'],
    ['page=99999999999', 'The page must be an integer of at least 1'],
    ['limit=101', 'A page can show 1 to 100 members'],
    ['fields=', 'No field is selected'],
    ['fields=page', 'The API has no field &quot;page&quot;'],
    ['fields=constructor', 'The API has no field &quot;constructor&quot;'],
  ])('is explained before a request is sent: %s', async (search, message) => {
    const { app, requests } = observedApp(() => usersResponse([]))
    const { status, body } = await load(app, `/?${search}`)
    expect(status).toBe(400)
    expect(body).toContain(message)
    expect(body).toContain('What to do:')
    expect(requests).toHaveLength(0)
  })

  it('shows a link to the members at an unknown URL', async () => {
    const { status, body } = await load(observedApp(() => usersResponse([])).app, '/nowhere')
    expect(status).toBe(404)
    expect(body).toContain('Page not found')
    expect(body).toContain('href="/"')
  })
})
