import { html } from 'hono/html'
import type { Sync } from '../store/syncs.ts'
import { formatNumber, formatSeconds, timeMarkup } from './format.ts'
import type { Markup } from './markup.ts'

/** Returns the seconds that a sync will probably take, or undefined if that is unknown. */
export function secondsLeft({ state, phase, members, expected, rate }: Sync): number | undefined {
  if (state !== 'running' || phase !== 'members' || !expected || !rate || members >= expected)
    return undefined
  return (expected - members) / rate
}

/** Returns what a sync does, in words. */
export function describeSync(sync: Sync): string {
  const { state, phase, members, pages, roles_read: rolesRead, marked_left: markedLeft } = sync
  const count = `${formatNumber(members)} members on ${formatNumber(pages)} pages`
  if (state === 'running' && phase === 'roles')
    return `${count}; roles of ${formatNumber(rolesRead)}`
  if (state === 'running') return count
  const left = markedLeft ? `; ${formatNumber(markedLeft)} left` : ''
  return `${count}${left}`
}

const titles = {
  running: 'Sync is running',
  succeeded: 'Up to date',
  failed: 'The last sync failed',
  cancelled: 'The last sync was cancelled',
} as const

function progress(sync: Sync): Markup {
  const { expected, members, rate, phase, roles_read: rolesRead } = sync
  const left = secondsLeft(sync)
  const facts = [
    rate !== null && phase === 'members' && `${formatNumber(Math.round(rate))} members a second`,
    left !== undefined && `about ${formatSeconds(left)} left`,
  ].filter(Boolean)
  const [value, max] = phase === 'members' ? [members, expected] : [rolesRead, members]
  const known = max && html` max="${max}" value="${Math.min(value, max)}"`
  const bar = html`<progress aria-label="Progress of the sync"${known}></progress>`
  return html`${bar}<p class="facts">${facts.join(', ')}</p>`
}

function action(communityId: string, isRunning: boolean): Markup {
  const [name, label] = isRunning ? ['cancel', 'Cancel'] : ['start', 'Sync now']
  return html`
    <form id="sync-action" method="post" action="/sync">
      <input type="hidden" name="community" value="${communityId}">
      <button name="action" value="${name}" class="plain">${label}</button>
    </form>`
}

/** Returns the state of the last sync, with a button that starts or cancels one. */
export function syncStatus(communityId: string, sync: Sync | undefined): Markup {
  const isRunning = sync?.state === 'running'
  const title = sync ? titles[sync.state] : 'Not synced yet'
  const ended = sync?.finished_at && html` · ${timeMarkup(sync.finished_at)}`
  return html`
    <section class="sync" aria-label="Sync">
      <div id="sync-status">
        <p class="state ${sync?.state ?? 'none'}">${title}</p>
        <p class="facts">${sync && describeSync(sync)}${ended}</p>
        ${isRunning && progress(sync)}
        ${sync?.note && html`<p class="note">${sync.note}</p>`}
      </div>
      ${action(communityId, isRunning)}
    </section>`
}
