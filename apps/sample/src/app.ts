import { readFileSync } from 'node:fs'
import { type Client, listCommunityUsers } from '@returning-kit/core'
import { type Context, Hono } from 'hono'
import { secureHeaders } from 'hono/secure-headers'
import { traced } from './client.ts'
import {
  errorProblem,
  failureProblem,
  noList,
  noSuchPage,
  type Problem,
  unexpected,
} from './messages.ts'
import { layout, memberList, problemMain, problemPanel } from './page.ts'
import { picker } from './picker.ts'
import { type Query, queryProblem, readQuery } from './query.ts'

/** Options of {@link createApp}. */
export interface AppOptions {
  /** Calls the API; made by `membersClient`. */
  readonly client: Client
  /** The community to show until another is asked for. */
  readonly communityId: string
  /** Whether the data are the mock's examples, which the page then says. */
  readonly mocked?: boolean
}

// Pictures come from anywhere; nothing else does, and no script runs.
const headers = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    styleSrc: ["'self'"],
    imgSrc: ["'self'", 'https:', 'http:'],
    formAction: ["'self'"],
    baseUri: ["'none'"],
    frameAncestors: ["'none'"],
  },
  strictTransportSecurity: false,
})

const asset = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8')
const style = asset('./style.css')
const icon = asset('./icon.svg')

async function load(
  client: Client,
  { fields, ...input }: Query,
): Promise<readonly unknown[] | Problem> {
  try {
    const outcome = await listCommunityUsers(client, { ...input, fields })
    if (!outcome.ok) return failureProblem(outcome)
    // The type promises a list; a service that broke its contract does not keep the promise.
    return Array.isArray(outcome.data) ? outcome.data : noList
  } catch (error) {
    const found = errorProblem(error)
    if (found) return found
    throw error
  }
}

/** Makes the service: one page, its style and its icon. It opens no socket. */
export function createApp({ client, communityId, mocked = false }: AppOptions): Hono {
  const app = new Hono()
  const tell = (c: Context, found: Problem) =>
    c.html(layout({ title: found.title, mocked, main: problemPanel(found) }), found.status)

  app.use(headers)
  app.get('/style.css', (c) => c.body(style, 200, { 'content-type': 'text/css; charset=utf-8' }))
  app.get('/icon.svg', (c) => c.body(icon, 200, { 'content-type': 'image/svg+xml' }))
  app.get('/', (c) =>
    traced(async (trace) => {
      const query = readQuery(new URL(c.req.url).searchParams, communityId)
      const aside = picker(query)
      const found = queryProblem(query) ?? (await load(client, query))
      if ('status' in found) {
        return c.html(
          layout({ title: found.title, mocked, aside, main: problemMain(found, trace) }),
          found.status,
        )
      }
      return c.html(
        layout({
          title: 'Community members',
          mocked,
          aside,
          main: memberList(found, query, trace),
        }),
      )
    }),
  )
  app.notFound((c) => tell(c, noSuchPage))
  app.onError((error, c) => {
    console.error(error)
    return tell(c, unexpected)
  })
  return app
}
