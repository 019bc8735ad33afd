import { readFileSync } from 'node:fs'
import { type Client, listCommunityUsers } from '@returning-kit/core'
import { type Context, Hono } from 'hono'
import { secureHeaders } from 'hono/secure-headers'
import { withTrace } from './client.ts'
import { layout, memberList, problemMain, problemPanel } from './page.ts'
import {
  defectProblem,
  noMembersProblem,
  notFoundProblem,
  type Problem,
  problemOfError,
  problemOfResult,
} from './problems.ts'
import { problemOfQuery, type Query, readQuery } from './query.ts'
import { queryForm } from './query-form.ts'

/** Options of {@link createApp}. */
export interface AppOptions {
  /** Client of the API, from `createMembersClient`. */
  readonly client: Client
  /** The community to show if the URL contains none. */
  readonly communityId: string
  /** Whether the data comes from the mock. The page then shows a badge. */
  readonly isMocked?: boolean
}

// Avatars may come from any host. Everything else is local, and scripts are forbidden.
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

const readAsset = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8')
const style = readAsset('./style.css')
const icon = readAsset('./icon.svg')

async function loadMembers(
  client: Client,
  { fields, ...input }: Query,
): Promise<readonly unknown[] | Problem> {
  try {
    const result = await listCommunityUsers(client, { ...input, fields })
    if (!result.ok) return problemOfResult(result)
    // The type is an array, but responses are validated with `warn` only.
    return Array.isArray(result.data) ? result.data : noMembersProblem
  } catch (error) {
    const problem = problemOfError(error)
    if (problem) return problem
    throw error
  }
}

/** Returns the service: one page with its style and its icon. It opens no socket. */
export function createApp({ client, communityId, isMocked = false }: AppOptions): Hono {
  const app = new Hono()
  const showProblem = (c: Context, problem: Problem) =>
    c.html(layout({ title: problem.title, isMocked, main: problemPanel(problem) }), problem.status)

  app.use(headers)
  app.get('/style.css', (c) => c.body(style, 200, { 'content-type': 'text/css; charset=utf-8' }))
  app.get('/icon.svg', (c) => c.body(icon, 200, { 'content-type': 'image/svg+xml' }))
  app.get('/', (c) =>
    withTrace(async (trace) => {
      const query = readQuery(new URL(c.req.url).searchParams, communityId)
      const aside = queryForm(query)
      const members = problemOfQuery(query) ?? (await loadMembers(client, query))
      if ('status' in members) {
        return c.html(
          layout({ title: members.title, isMocked, aside, main: problemMain(members, trace) }),
          members.status,
        )
      }
      return c.html(
        layout({
          title: 'Community members',
          isMocked,
          aside,
          main: memberList(members, query, trace),
        }),
      )
    }),
  )
  app.notFound((c) => showProblem(c, notFoundProblem))
  app.onError((error, c) => {
    console.error(error)
    return showProblem(c, defectProblem)
  })
  return app
}
