import { html } from 'hono/html'
import { memberCard } from './card.ts'
import type { Trace } from './client.ts'
import type { Markup } from './markup.ts'
import { memberOf } from './member.ts'
import type { Problem } from './messages.ts'
import { hrefOf, type Query } from './query.ts'

/** A whole document around the given parts. */
export function layout({
  title,
  mocked,
  aside,
  main,
}: {
  title: string
  mocked: boolean
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
      ${mocked && html`<span class="badge" title="Set RETURNING_BASE_URL and RETURNING_TOKEN for the real API">Example data from the mock</span>`}
    </header>
    <div class="columns">
      ${aside}
      <main>${main}</main>
    </div>
  </body>
</html>`
}

function pager(query: Query, count: number): Markup {
  const { page, limit } = query
  const turn = (to: number, rel: 'prev' | 'next', text: string, there: boolean) =>
    there
      ? html`<a class="turn" rel="${rel}" href="${hrefOf({ ...query, page: to })}">${text}</a>`
      : html`<span class="turn off" aria-hidden="true">${text}</span>`
  // The API does not say how many there are; as in the client's own paging, a page that is not full is the last.
  return html`
    <nav class="pager" aria-label="Pages">
      ${turn(page - 1, 'prev', 'Previous', page > 1)}
      <span>Page ${page}</span>
      ${turn(page + 1, 'next', 'Next', count >= limit)}
    </nav>`
}

function driftNotice({ drifts }: Trace): Markup | false {
  const all = drifts.flatMap(({ issues }) => issues)
  if (all.length === 0) return false
  const shown = all.slice(0, 5).map(({ message }) => html`<li>${message}</li>`)
  const more = all.length > shown.length && html`<li>and ${all.length - shown.length} more</li>`
  return html`
    <aside class="notice" role="status">
      <p>The answer does not quite fit the contract; what fits is shown.</p>
      <ul>${shown}${more}</ul>
    </aside>`
}

function requestLine({ requests }: Trace): Markup | false {
  const last = requests.at(-1)
  if (last === undefined) return false
  const times = requests.length > 1 && ` (sent ${requests.length} times)`
  return html`<footer class="request"><h2>Request${times}</h2><code>${last}</code></footer>`
}

/** What a problem says: what happened, and what to do. */
export function problemPanel({ title, happened, remedy }: Problem): Markup {
  return html`
    <section class="problem" role="alert">
      <h1>${title}</h1>
      <p>${happened}</p>
      <p><strong>What to do:</strong> ${remedy}</p>
    </section>`
}

/** The members of a page, as a main part. */
export function memberList(rows: readonly unknown[], query: Query, trace: Trace): Markup {
  const { fields, page } = query
  const cards = rows.map((row) => memberCard(memberOf(row, fields), fields))
  const empty =
    page > 1 ? 'No members on this page.' : 'This community has no members that the token may see.'
  return html`
    ${driftNotice(trace)}
    <h1 class="count">${rows.length === 1 ? '1 member' : `${rows.length} members`} on this page</h1>
    ${cards.length > 0 ? html`<ul class="cards">${cards}</ul>` : html`<p class="empty">${empty}</p>`}
    ${pager(query, rows.length)}
    ${requestLine(trace)}`
}

/** A problem in place of the members, as a main part. */
export function problemMain(found: Problem, trace: Trace): Markup {
  return html`${driftNotice(trace)}${problemPanel(found)}${requestLine(trace)}`
}
