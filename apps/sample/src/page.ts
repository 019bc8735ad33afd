import { html } from 'hono/html'
import { memberCard } from './card.ts'
import type { Trace } from './client.ts'
import type { Markup } from './markup.ts'
import { toMember } from './member.ts'
import type { Problem } from './problems.ts'
import { type Query, queryUrl } from './query.ts'

const mockHint = 'Set RETURNING_BASE_URL and RETURNING_TOKEN to use the real API'
const mockBadge = html`<span class="badge" title="${mockHint}">Example data from the mock</span>`

/** Returns the whole document. */
export function layout({
  title,
  isMocked,
  aside,
  main,
}: {
  title: string
  isMocked: boolean
  aside?: Markup
  main: Markup
}): Markup {
  return html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${title}</title>
    <link rel="icon" href="/icon.svg" type="image/svg+xml">
    <link rel="stylesheet" href="/style.css">
  </head>
  <body>
    <header class="top">
      <a class="brand" href="/"><img src="/icon.svg" alt="" width="28" height="28"> Community members</a>
      ${isMocked && mockBadge}
    </header>
    <div class="columns">
      ${aside}
      <main>${main}</main>
    </div>
  </body>
</html>`
}

function pagination(query: Query, count: number): Markup {
  const { page, limit } = query
  const link = (target: number, { rel, label }: { rel: 'prev' | 'next'; label: string }) =>
    html`<a class="turn" rel="${rel}" href="${queryUrl({ ...query, page: target })}">${label}</a>`
  const disabled = (label: string) =>
    html`<span class="turn off" aria-hidden="true">${label}</span>`
  // The API does not return a total. As in the client, a page that is not full is the last one.
  return html`
    <nav class="pager" aria-label="Pages">
      ${page > 1 ? link(page - 1, { rel: 'prev', label: 'Previous' }) : disabled('Previous')}
      <span>Page ${page}</span>
      ${count >= limit ? link(page + 1, { rel: 'next', label: 'Next' }) : disabled('Next')}
    </nav>`
}

function driftNotice({ drifts }: Trace): Markup | false {
  const issues = drifts.flatMap((drift) => drift.issues)
  if (issues.length === 0) return false
  const items = issues.slice(0, 5).map(({ message }) => html`<li>${message}</li>`)
  const hiddenCount = issues.length - items.length
  const more = hiddenCount > 0 && html`<li>and ${hiddenCount} more</li>`
  return html`
    <aside class="notice" role="status">
      <p>The response does not match the contract. The page shows the valid parts.</p>
      <ul>${items}${more}</ul>
    </aside>`
}

function requestLine({ requests }: Trace): Markup | false {
  const last = requests.at(-1)
  if (last === undefined) return false
  const times = requests.length > 1 && ` (sent ${requests.length} times)`
  return html`<footer class="request"><h2>Request${times}</h2><code>${last}</code></footer>`
}

/** Returns a problem: what happened and what to do. */
export function problemPanel({ title, description, remedy }: Problem): Markup {
  return html`
    <section class="problem" role="alert">
      <h1>${title}</h1>
      <p>${description}</p>
      <p><strong>What to do:</strong> ${remedy}</p>
    </section>`
}

/** Returns the main part of a page with members. */
export function memberList(users: readonly unknown[], query: Query, trace: Trace): Markup {
  const { fields, page } = query
  const cards = users.map((user) => memberCard(toMember(user, fields), fields))
  const emptyMessage =
    page > 1 ? 'No members on this page.' : 'The token gives access to no member of this community.'
  const empty = html`<p class="empty">${emptyMessage}</p>`
  const count = users.length === 1 ? '1 member' : `${users.length} members`
  return html`
    ${driftNotice(trace)}
    <h1 class="count">${count} on this page</h1>
    ${cards.length > 0 ? html`<ul class="cards">${cards}</ul>` : empty}
    ${pagination(query, users.length)}
    ${requestLine(trace)}`
}

/** Returns the main part of a page with a problem instead of members. */
export function problemMain(problem: Problem, trace: Trace): Markup {
  return html`${driftNotice(trace)}${problemPanel(problem)}${requestLine(trace)}`
}
