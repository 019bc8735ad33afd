import type { Context } from 'hono'
import { createMiddleware } from 'hono/factory'
import { secureHeaders } from 'hono/secure-headers'
import type { Access } from '../settings.ts'
import type { Variables } from './context.ts'

/** Headers of every response. Avatars may come from any host; everything else is local. */
export const securityHeaders = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
    imgSrc: ["'self'", 'https:'],
    connectSrc: ["'self'"],
    formAction: ["'self'"],
    baseUri: ["'none'"],
    frameAncestors: ["'none'"],
  },
  referrerPolicy: 'same-origin',
  // Whether the proxy in front of this service serves every name with HTTPS is not known here.
  strictTransportSecurity: false,
})

const loopbackNames: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]'])

/**
 * Rejects requests for another host. A page of another name that resolves to loopback would otherwise
 * be of the same origin as this service, and could read the members.
 */
export function checkHost({ host, publicUrl }: Access) {
  return createMiddleware(async (c, next) => {
    const url = new URL(c.req.url)
    const isPublic = publicUrl !== undefined && url.host === publicUrl.host
    const isLoopback = host === undefined && loopbackNames.has(url.hostname)
    if (!isPublic && !isLoopback) return c.body(null, 421)
    c.header('cache-control', 'private, no-store')
    await next()
  })
}

/**
 * Rejects requests that a page of another origin caused. Browsers send `Origin` or `Sec-Fetch-Site`
 * with every form.
 */
export function checkOrigin(onForged: (c: Context<Variables>) => Response | Promise<Response>) {
  return createMiddleware<Variables>(async (c, next) => {
    if (c.req.method === 'GET' || c.req.method === 'HEAD') return next()
    const origin = c.req.header('origin')
    const isSameOrigin =
      origin !== undefined &&
      URL.canParse(origin) &&
      new URL(origin).host === new URL(c.req.url).host
    if (c.req.header('sec-fetch-site') !== 'same-origin' && !isSameOrigin) return onForged(c)
    await next()
  })
}
