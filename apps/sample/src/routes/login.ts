import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { type Context, Hono } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { createMiddleware } from 'hono/factory'
import { countAttempt } from '../store/rate-limits.ts'
import { sharedSecret } from '../store/secret.ts'
import { layout } from '../views/layout.ts'
import { loginView } from '../views/login.ts'
import { problemPanel } from '../views/problem.ts'
import type { AppContext, Variables } from './context.ts'

const sessionSeconds = 12 * 3600

/** Five logins at once, then one in 20 seconds, for each address. */
const attempts = { interval: 20_000, burst: 5 }

const hash = (value: string) => createHash('sha256').update(value).digest()

function isEqual(left: string, right: string): boolean {
  return timingSafeEqual(hash(left), hash(right))
}

/** Returns a path of this service, even if the request names another URL. */
function safePath(value: unknown): string {
  return typeof value === 'string' && /^\/(?![/\\])[\x21-\x7e]*$/.test(value) ? value : '/'
}

/** Lets those in who may see the pages: all on loopback, unless a password or a proxy is set. */
export class Gate {
  readonly #context: AppContext
  readonly #cookie: string
  readonly #isSecure: boolean
  #secret: string | undefined

  constructor(context: AppContext) {
    this.#context = context
    const { publicUrl } = context.access
    // Browsers accept the prefix with HTTPS only. Without HTTPS the service listens on loopback.
    this.#isSecure = publicUrl?.protocol === 'https:'
    this.#cookie = this.#isSecure ? '__Host-session' : 'session'
  }

  async #sign(expires: string): Promise<string> {
    const { db, access } = this.#context
    this.#secret ??= await sharedSecret(db, 'session')
    // Another password ends all sessions.
    return createHmac('sha256', `${this.#secret}${access.password}`)
      .update(expires)
      .digest('base64url')
  }

  async #hasSession(c: Context): Promise<boolean> {
    const [expires = '', signature = ''] = getCookie(c, this.#cookie)?.split('.') ?? []
    if (!(Number(expires) > this.#context.now())) return false
    return isEqual(signature, await this.#sign(expires))
  }

  #isFromProxy(c: Context<Variables>): boolean {
    const { proxy } = this.#context.access
    if (!proxy) return false
    const address = c.env?.incoming?.socket.remoteAddress?.replace(/^::ffff:/, '')
    const isProxy = address !== undefined && proxy.addresses.includes(address)
    return isProxy && Boolean(c.req.header(proxy.header))
  }

  /** Rejects requests of users who are not logged in. */
  readonly check = createMiddleware<Variables>(async (c, next) => {
    const { password, proxy } = this.#context.access
    const hasSession = password !== undefined && (await this.#hasSession(c))
    c.set('hasSession', hasSession)
    const isOpen = password === undefined && proxy === undefined
    if (isOpen || hasSession || this.#isFromProxy(c)) return next()
    if (password === undefined) {
      const main = problemPanel({
        status: 403,
        title: 'Not logged in',
        description: 'The proxy in front of this service did not send your name.',
        remedy: 'Open the URL of the proxy and log in there.',
      })
      return c.html(layout({ title: 'Not logged in', path: '', frame: undefined, main }), 403)
    }
    const { pathname, search } = new URL(c.req.url)
    const isPage = c.req.method === 'GET' && pathname !== '/live'
    const target = isPage ? `?next=${encodeURIComponent(pathname + search)}` : ''
    return c.redirect(`/login${target}`, 303)
  })

  async #logIn(c: Context<Variables>): Promise<Response> {
    const { db, access, now } = this.#context
    const form = await c.req.parseBody()
    const next = safePath(form['next'])
    const show = (problem: string, status: 401 | 429) =>
      c.html(
        layout({ title: 'Log in', path: '', frame: undefined, main: loginView({ next, problem }) }),
        status,
      )
    const address = c.env?.incoming?.socket.remoteAddress ?? 'unknown'
    const wait = await countAttempt(db, `login:${address}`, attempts)
    if (wait > 0) {
      const seconds = Math.ceil(wait / 1000)
      c.header('retry-after', String(seconds))
      return show(`There were too many attempts. Try again in ${seconds} seconds.`, 429)
    }
    const password = form['password']
    if (typeof password !== 'string' || !isEqual(password, access.password ?? ''))
      return show('The password is wrong.', 401)
    const expires = String(now() + sessionSeconds * 1000)
    setCookie(c, this.#cookie, `${expires}.${await this.#sign(expires)}`, {
      httpOnly: true,
      sameSite: 'Lax',
      secure: this.#isSecure,
      path: '/',
      maxAge: sessionSeconds,
    })
    return c.redirect(next, 303)
  }

  /** Returns the routes of the login page. Without a password there are none. */
  routes(): Hono<Variables> {
    const routes = new Hono<Variables>()
    if (this.#context.access.password === undefined) return routes
    routes.get('/login', (c) => {
      const main = loginView({ next: safePath(c.req.query('next')) })
      return c.html(layout({ title: 'Log in', path: '', frame: undefined, main }))
    })
    routes.post('/login', (c) => this.#logIn(c))
    routes.post('/logout', (c) => {
      deleteCookie(c, this.#cookie, { path: '/', secure: this.#isSecure })
      return c.redirect('/login', 303)
    })
    return routes
  }
}
