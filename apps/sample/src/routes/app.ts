import { Hono } from 'hono'
import { databaseProblem, defectProblem, forgedProblem, notFoundProblem } from '../views/problem.ts'
import { assetRoutes } from './assets.ts'
import type { AppContext, Variables } from './context.ts'
import { exportRoutes } from './export.ts'
import { checkHost, checkOrigin, securityHeaders } from './guard.ts'
import { QueryError } from './list-query.ts'
import { liveRoutes } from './live.ts'
import { Gate } from './login.ts'
import { memberRoutes } from './members.ts'
import { createPages, ProblemError } from './pages.ts'
import { activityRoutes, syncRoutes } from './sync.ts'
import { webhookRoutes } from './webhooks.ts'

// Errors of a connection, in contrast to those of a statement.
// https://www.postgresql.org/docs/current/errcodes-appendix.html
const connectionErrors = /timeout|terminated|ECONN|EPIPE|57P0[123]|53300|08\w{3}/

function isConnectionError(error: Error): boolean {
  const { code = '' } = error as { code?: string }
  return connectionErrors.test(`${code} ${error.message}`)
}

/** Returns the service. It opens no socket, so tests call it directly. */
export function createApp(context: AppContext): Hono<Variables> {
  const app = new Hono<Variables>()
  const pages = createPages(context)
  const gate = new Gate(context)
  app.use(securityHeaders)
  app.get('/health', (c) => c.text('ok'))
  app.use(checkHost(context.access))
  app.route('/', assetRoutes())
  app.route('/', webhookRoutes(context))
  app.use(checkOrigin((c) => pages.showProblem(c, forgedProblem)))
  app.route('/', gate.routes())
  app.use(gate.check)
  app.route('/', memberRoutes(context, pages))
  app.route('/', exportRoutes(context, pages))
  app.route('/', syncRoutes(context, pages))
  app.route('/', activityRoutes(context, pages))
  app.route('/', liveRoutes(context, pages))
  app.notFound((c) => pages.showProblem(c, notFoundProblem))
  app.onError((error, c) => {
    if (error instanceof ProblemError || error instanceof QueryError)
      return pages.showProblem(c, error.problem)
    console.error(error)
    return pages.showProblem(c, isConnectionError(error) ? databaseProblem : defectProblem)
  })
  return app
}
