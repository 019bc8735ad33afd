import { html } from 'hono/html'
import type { HistoryEntry } from '../store/history.ts'
import type { Sync } from '../store/syncs.ts'
import { timeMarkup } from './format.ts'
import type { Markup } from './markup.ts'
import { eventLabel } from './member.ts'
import { describeSync, syncStatus } from './sync-status.ts'

function syncRow(sync: Sync): Markup {
  return html`
    <tr>
      <th scope="row">${timeMarkup(sync.started_at)}</th>
      <td>${sync.state}</td>
      <td>${describeSync(sync)}${sync.note && html`<br>${sync.note}`}</td>
    </tr>`
}

function eventRow({ name, member_id: memberId, community_id, occurred_at }: HistoryEntry): Markup {
  const label = eventLabel(name)
  const href = `/communities/${community_id}/members/${memberId}`
  return html`<li>${memberId ? html`<a href="${href}">${label}</a>` : label} <span>${timeMarkup(occurred_at)}</span></li>`
}

/** Returns the main part of the page about syncs and events. */
export function syncView(
  communityId: string,
  {
    syncs,
    events,
    cron,
  }: { syncs: readonly Sync[]; events: readonly HistoryEntry[]; cron: string },
): Markup {
  return html`
    <h1>Sync</h1>
    ${syncStatus(communityId, syncs[0])}
    <p>A sync starts by the schedule <code>${cron}</code> (UTC). It continues where it stopped, also after a crash.</p>
    <section class="panel" id="syncs" data-live>
      <h2>Last syncs</h2>
      <div class="scroll" tabindex="0" role="region" aria-label="Last syncs">
        <table>
          <thead><tr><th scope="col">Started</th><th scope="col">State</th><th scope="col">Result</th></tr></thead>
          <tbody>${syncs.map(syncRow)}</tbody>
        </table>
      </div>
    </section>
    <section class="panel" id="events" data-live>
      <h2>Last events</h2>
      ${events.length > 0 ? html`<ol class="history">${events.map(eventRow)}</ol>` : html`<p class="none">No events were received yet.</p>`}
    </section>`
}
