import { describe, expect, it, vi } from 'vitest'
import { createApp } from '../src/app.ts'
import { membersClient } from '../src/client.ts'
import { communityId, observedApp, usersPage } from './helpers.ts'

const ada = {
  displayName: 'Ada',
  firstName: 'Ada',
  lastName: 'Lovelace',
  isOnline: true,
  lastLogin: '2023-12-01T10:30:00Z',
}

async function bodyOf(
  app: ReturnType<typeof createApp>,
  path = '/',
): Promise<{ status: number; body: string }> {
  const response = await app.request(path)
  return { status: response.status, body: await response.text() }
}

describe('members', () => {
  it('shows names, initials, online state and last login', async () => {
    const { app } = observedApp(() =>
      usersPage([
        ada,
        { displayName: 'Bo', isOnline: false, avatar: 'https://host.example/bo.png' },
      ]),
    )
    const { status, body } = await bodyOf(app)
    expect(status).toBe(200)
    expect(body).toContain('<h2>Ada</h2>')
    expect(body).toContain('Ada Lovelace')
    expect(body).toMatch(/aria-hidden="true">AL<\/span>/)
    expect(body).toContain('<time datetime="2023-12-01T10:30:00.000Z">1 Dec 2023, 10:30 UTC</time>')
    expect(body).toMatch(/aria-hidden="true">B<img src="https:\/\/host\.example\/bo\.png" alt=""/)
    expect(body).toMatch(/presence online">Online</)
    expect(body).toMatch(/presence offline">Offline</)
  })

  it('says so when a member hides what was picked', async () => {
    const { body } = await bodyOf(observedApp(() => usersPage([{}])).app)
    expect(body).toContain('Unnamed member')
    expect(body).toContain('Online state unknown')
    expect(body).toContain('<dt>Last login</dt><dd>unknown</dd>')
  })

  it('escapes hostile names, and takes no picture that is not on the web', async () => {
    const hostile = '"><script>alert(1)</script>'
    const { app } = observedApp(() =>
      usersPage([
        { displayName: hostile, avatar: 'javascript:alert(1)' },
        { avatar: `https://x/${hostile}` },
      ]),
    )
    const { body } = await bodyOf(app)
    expect(body).toContain('<h2>&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;</h2>')
    expect(body).not.toContain('<script')
    expect(body).not.toContain('javascript:')
  })

  it('lets no script run', async () => {
    const response = await observedApp(() => usersPage([])).app.request('/')
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(response.headers.get('content-security-policy')).not.toContain('script-src')
  })

  it('tells an empty community from an empty page', async () => {
    const { app } = observedApp(() => usersPage([]))
    expect((await bodyOf(app)).body).toContain(
      'This community has no members that the token may see.',
    )
    expect((await bodyOf(app, '/?page=3')).body).toContain('No members on this page.')
  })
})

describe('the request', () => {
  it('asks for the usual fields first, then for the picked ones', async () => {
    const { app, requests } = observedApp(() => usersPage([ada]))
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

  it('shows only what was picked, whatever is answered', async () => {
    const { app } = observedApp(() =>
      usersPage([{ ...ada, email: 'ada@example.com', username: 'countess' }]),
    )
    const { body } = await bodyOf(app, '/?fields=username')
    expect(body).toContain('<h2>countess</h2>')
    for (const hidden of ['Lovelace', 'ada@example.com', 'presence', '<time'])
      expect(body).not.toContain(hidden)
  })

  it('is shown on the page, without the token', async () => {
    const { body } = await bodyOf(observedApp(() => usersPage([])).app, '/?fields=email')
    expect(body).toContain(
      `GET https://api.returning.ai/v1/communities/${communityId}/users?page=1&amp;limit=20&amp;email=true`,
    )
    expect(body).not.toContain('fake-token')
  })

  it('turns pages and keeps the choice', async () => {
    const { app } = observedApp(() => usersPage([ada, ada]))
    const link = (page: number) =>
      `href="/?communityId=${communityId}&amp;page=${page}&amp;limit=2&amp;fields=displayName"`
    const full = (await bodyOf(app, '/?page=2&limit=2&fields=displayName')).body
    expect(full).toContain(`rel="prev" ${link(1)}`)
    expect(full).toContain(`rel="next" ${link(3)}`)
    const last = (await bodyOf(app, '/?limit=10')).body
    expect(last).not.toContain('rel="prev"')
    expect(last).not.toContain('rel="next"')
  })
})

describe('drift', () => {
  it('is told on the page of the call, and what fits is shown', async () => {
    const drifted = { displayName: 'Ada', isOnline: 'yes', lastLogin: 'yesterday' }
    const { app } = observedApp(({ url }) =>
      usersPage(url.includes('page=2') ? [drifted, null] : [ada]),
    )
    const [good, bad] = await Promise.all([bodyOf(app), bodyOf(app, '/?page=2')])
    expect(good.body).not.toContain('does not quite fit')
    expect(bad.status).toBe(200)
    expect(bad.body).toContain('does not quite fit the contract')
    expect(bad.body).toMatch(/<li>data\.0\.\w+ must be/)
    expect(bad.body).toContain('<h2>Ada</h2>')
    expect(bad.body).not.toContain('yesterday')
  })
})

describe('what the service answers badly', () => {
  const html = () =>
    new Response('<!doctype html><title>Hello</title>', {
      headers: { 'content-type': 'text/html' },
    })
  const says = (status: number, message: string) => () => Response.json({ message }, { status })
  const cases = [
    [
      'a refused token',
      says(401, 'Unauthorized'),
      502,
      'The API refused the token',
      'RETURNING_TOKEN',
    ],
    ['a missing permission', says(403, 'Forbidden'), 502, 'The API refused the token', 'API keys'],
    [
      'an unknown community',
      says(404, 'Record Not Found'),
      404,
      'No such community',
      'Check the community id',
    ],
    [
      'a refused request',
      says(400, 'Bad Request'),
      400,
      'The API did not accept the request',
      'Check the community id',
    ],
    ['too many requests', says(429, 'Slow down'), 503, 'Too many requests', 'Wait a minute'],
    [
      'a failing service',
      says(500, 'Server Error'),
      502,
      'The API has a problem',
      'Load the page again',
    ],
    ['a web page', html, 502, 'That was not the API', 'RETURNING_BASE_URL'],
    [
      'a web page with 404',
      () => new Response('<h1>404', { status: 404 }),
      502,
      'That was not the API',
      'RETURNING_BASE_URL',
    ],
    ['nothing', () => new Response(''), 502, 'That was not the API', 'RETURNING_BASE_URL'],
    [
      'no list',
      () => usersPage({ not: 'a list' }),
      502,
      'The answer holds no members',
      'RETURNING_BASE_URL',
    ],
    [
      'a failed envelope',
      () => Response.json({ meta: { status: 'error' } }),
      502,
      'The API could not do it',
      'Try again',
    ],
  ] as const

  it.each(cases)('is told clearly: %s', async (_, answer, status, title, remedy) => {
    const found = await bodyOf(observedApp(answer).app)
    expect(found.status).toBe(status)
    expect(found.body).toContain(`<h1>${title}</h1>`)
    expect(found.body).toMatch(new RegExp(`What to do:</strong> [^<]*${remedy}`))
    expect(found.body).toContain('name="communityId"')
    expect(found.body).not.toMatch(/\.ts:\d|^ +at /m)
  })

  it('escapes what the service says', async () => {
    const { body } = await bodyOf(observedApp(says(404, '<img src=x>')).app)
    expect(body).toContain('&lt;img src=x&gt;')
  })
})

describe('what keeps a call from being answered', () => {
  it.each([
    ['no token', undefined],
    ['a token with a line break', 'two\nlines'],
  ])('tells of %s', async (_, token) => {
    const client = membersClient(token === undefined ? {} : { token })
    const { status, body } = await bodyOf(createApp({ client, communityId }))
    expect(status).toBe(500)
    expect(body).toContain('There is no usable token')
    expect(body).toContain('community settings &gt; API keys')
    expect(body).not.toContain('lines')
  })

  it('tells of a host that cannot be reached', async () => {
    const client = membersClient({
      token: 'fake-token',
      retry: false,
      baseUrl: 'http://127.0.0.1:1',
    })
    const { status, body } = await bodyOf(createApp({ client, communityId }))
    expect(status).toBe(502)
    expect(body).toContain('The API cannot be reached')
    expect(body).toContain('127.0.0.1:1')
    expect(body).toContain('Check RETURNING_BASE_URL')
  })

  it('tells of an answer that does not come', async () => {
    const { app } = observedApp(() => new Promise(() => {}), { timeout: 20 })
    const { status, body } = await bodyOf(app)
    expect(status).toBe(504)
    expect(body).toContain('The API takes too long')
  })

  it('keeps an unexpected error in the log', async () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => {})
    const client = membersClient({
      token: 'fake-token',
      plugins: [
        {
          validateInput: () => {
            throw new Error('our secret defect')
          },
        },
      ],
    })
    const { status, body } = await bodyOf(createApp({ client, communityId }))
    expect(status).toBe(500)
    expect(body).toContain('This went wrong here')
    expect(body).not.toContain('our secret defect')
    expect(log).toHaveBeenCalledOnce()
    log.mockRestore()
  })
})

describe('bad input', () => {
  it.each([
    ['communityId=', 'The community id is missing'],
    ['communityId=..', 'is not a community id'],
    ['communityId=%3Cscript%3E', '&lt;script&gt;&quot; is not a community id'],
    ['page=0', 'Pages are whole numbers from 1'],
    ['page=1.5', 'Pages are whole numbers from 1'],
    ['page=99999999999', 'Pages are whole numbers from 1'],
    ['limit=101', 'A page holds 1 to 100 members'],
    ['fields=', 'No field is picked'],
    ['fields=page', 'The API offers no field &quot;page&quot;'],
    ['fields=constructor', 'The API offers no field &quot;constructor&quot;'],
  ])('is told before anything is sent: %s', async (search, message) => {
    const { app, requests } = observedApp(() => usersPage([]))
    const { status, body } = await bodyOf(app, `/?${search}`)
    expect(status).toBe(400)
    expect(body).toContain(message)
    expect(body).toContain('What to do:')
    expect(requests).toHaveLength(0)
  })

  it('leads back from an address that is none', async () => {
    const { status, body } = await bodyOf(observedApp(() => usersPage([])).app, '/nowhere')
    expect(status).toBe(404)
    expect(body).toContain('There is no such page')
    expect(body).toContain('href="/"')
  })
})
