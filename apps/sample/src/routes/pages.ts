import type { Context } from 'hono'
import { type Frame, layout } from '../views/layout.ts'
import type { Markup } from '../views/markup.ts'
import { noCommunityProblem, type Problem, problemPanel } from '../views/problem.ts'
import type { AppContext, Variables } from './context.ts'

/** Thrown for a request whose response is a page with a problem. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError' as const
  readonly problem: Problem

  constructor(problem: Problem) {
    super(problem.title)
    this.problem = problem
  }
}

interface PageOptions {
  readonly title: string
  readonly main: Markup
  readonly scripts?: readonly string[]
  readonly styles?: readonly string[]
}

/** Renders pages with the navigation around them. */
export interface Pages {
  /** Returns the community of a request: that of the path or query, or the first one. */
  communityOf(c: Context<Variables>): string
  show(c: Context<Variables>, options: PageOptions): Response | Promise<Response>
  showProblem(c: Context<Variables>, problem: Problem): Response | Promise<Response>
}

/** Returns the functions that render pages. */
export function createPages({ communityIds, isMocked }: AppContext): Pages {
  const [firstId = ''] = communityIds
  const requestedId = (c: Context<Variables>) =>
    c.req.param('community') ?? c.req.query('community') ?? firstId
  const frameOf = (c: Context<Variables>): Frame => {
    const id = requestedId(c)
    const communityId = communityIds.includes(id) ? id : firstId
    return { communityId, communityIds, isMocked, canLogOut: c.get('hasSession') ?? false }
  }
  return {
    communityOf(c) {
      const id = requestedId(c)
      if (!communityIds.includes(id)) throw new ProblemError(noCommunityProblem)
      return id
    },
    show: (c, options) => c.html(layout({ ...options, path: c.req.path, frame: frameOf(c) })),
    showProblem: (c, problem) =>
      c.html(
        layout({
          title: problem.title,
          path: c.req.path,
          frame: frameOf(c),
          main: problemPanel(problem),
        }),
        problem.status,
      ),
  }
}
