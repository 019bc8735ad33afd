import { html } from 'hono/html'
import type { Markup } from './markup.ts'

/** A problem as the page shows it: what happened and what to do. */
export interface Problem {
  /** HTTP status of the page. */
  readonly status: 400 | 403 | 404 | 429 | 500 | 503
  readonly title: string
  readonly description: string
  readonly remedy: string
}

/** The problem for a URL that the service does not have. */
export const notFoundProblem: Problem = {
  status: 404,
  title: 'Page not found',
  description: 'There is no page at this URL.',
  remedy: 'Go back to the members.',
}

/** The problem for a member that is not stored. */
export const noMemberProblem: Problem = {
  status: 404,
  title: 'Member not found',
  description: 'No member with this id is stored. The member may have been deleted.',
  remedy: 'Search in the list of members.',
}

/** The problem for a community that is not configured. */
export const noCommunityProblem: Problem = {
  status: 404,
  title: 'Community not found',
  description: 'This community is not in RETURNING_COMMUNITY_ID.',
  remedy: 'Add its id to RETURNING_COMMUNITY_ID and restart the service.',
}

/** The problem for an action that another site may have caused. */
export const forgedProblem: Problem = {
  status: 403,
  title: 'Request rejected',
  description: 'The request does not come from a page of this service.',
  remedy: 'Open the page here and try again.',
}

/** The problem for a database that does not respond. */
export const databaseProblem: Problem = {
  status: 503,
  title: 'The database does not respond',
  description: 'The members could not be read. They are not lost.',
  remedy: 'Reload the page in a moment. The log has details.',
}

/** The problem for a defect of the service. The error is in the log, not on the page. */
export const defectProblem: Problem = {
  status: 500,
  title: 'Internal error',
  description: 'The service failed unexpectedly.',
  remedy: 'See its log for details.',
}

/** Returns a problem as the main part of a page. */
export function problemPanel({ title, description, remedy }: Problem): Markup {
  return html`
    <section class="problem" role="alert">
      <h1>${title}</h1>
      <p>${description}</p>
      <p><strong>What to do:</strong> ${remedy}</p>
      <p><a href="/">All members</a></p>
    </section>`
}
