import { html } from 'hono/html'
import type { Activity, Count } from '../store/activity.ts'
import { formatNumber } from './format.ts'
import type { Markup } from './markup.ts'

interface Chart {
  readonly id: string
  readonly title: string
  readonly unit: string
  readonly counts: readonly Count[]
}

// The table is what a screen reader reads, and the data that the script draws.
function chart({ id, title, unit, counts }: Chart): Markup {
  const highest = counts.reduce((max, count) => Math.max(max, count.count), 0)
  const total = counts.reduce((sum, { count }) => sum + count, 0)
  const rows = counts.map(
    ({ day, count }) =>
      html`<tr><th scope="row"><time datetime="${day}">${day}</time></th><td data-count="${count}">${formatNumber(count)}</td></tr>`,
  )
  return html`
    <section class="panel" aria-labelledby="${id}-title">
      <h2 id="${id}-title">${title}</h2>
      <p class="facts">${formatNumber(total)} in total, at most ${formatNumber(highest)} in a ${unit}</p>
      <div class="chart" id="${id}" data-chart="${id}-data" aria-hidden="true"></div>
      <details>
        <summary>Numbers of “${title}”</summary>
        <table id="${id}-data">
          <thead><tr><th scope="col">${unit === 'day' ? 'Day' : 'Week from'}</th><th scope="col">Members</th></tr></thead>
          <tbody>${rows}</tbody>
        </table>
      </details>
    </section>`
}

/** Returns the main part of the page of charts. */
export function activityView({ logins, joins, online, total, withheldLogins }: Activity): Markup {
  const percent = total === 0 ? 0 : Math.round((online / total) * 100)
  return html`
    <h1>Activity</h1>
    <section class="panel online-now">
      <h2>Online now</h2>
      <p><strong>${formatNumber(online)}</strong> of ${formatNumber(total)} members (${percent} %)</p>
      <meter min="0" max="${Math.max(1, total)}" value="${online}" aria-label="Members online"></meter>
    </section>
    ${chart({ id: 'logins', title: 'Last login by day', unit: 'day', counts: logins })}
    ${withheldLogins > 0 && html`<p class="note">${formatNumber(withheldLogins)} members hide their last login and are not counted.</p>`}
    ${chart({ id: 'joins', title: 'Joins by week', unit: 'week', counts: joins })}`
}
