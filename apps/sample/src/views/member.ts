import { html } from 'hono/html'
import type { HistoryEntry } from '../store/history.ts'
import type { Member } from '../store/member-query.ts'
import type { Field } from '../store/members.ts'
import {
  dateMarkup,
  displayName,
  fieldMarkup,
  onlineMarkup,
  portraitMarkup,
  rolesMarkup,
  subtitleOf,
  timeMarkup,
} from './format.ts'
import type { Markup } from './markup.ts'

/** Activity of a member over days, by the name of the count, or why it is not shown. */
export type MemberStats =
  | { readonly totals: Readonly<Record<string, number>> }
  | { readonly reason: string }

const eventLabels: Readonly<Record<string, string>> = {
  userJoinedServer: 'Joined',
  userVisitedServer: 'Visited',
  messagePostedAnywhere: 'Posted a message',
  messagePostedToChannel: 'Posted a message to a channel',
  storeItemPurchased: 'Bought a store item',
}

/** Returns the label of an event. */
export function eventLabel(name: string): string {
  return eventLabels[name] ?? name
}

function fieldRows(member: Member, fields: readonly Field[]): Markup[] {
  const login = member.last_login && timeMarkup(member.last_login)
  const values: Readonly<Record<Field, readonly [label: string, value: Markup | string | null]>> = {
    displayName: ['Display name', member.display_name],
    username: ['Username', member.username],
    firstName: ['First name', member.first_name],
    lastName: ['Last name', member.last_name],
    email: ['Email', member.email],
    lastLogin: ['Last login', login],
    id: ['Numeric ID', member.numeric_id],
    avatar: ['Avatar', member.avatar],
    isOnline: ['Status', null],
  }
  return fields
    .filter((field) => field !== 'isOnline')
    .map((field) => {
      const [label, value] = values[field]
      return html`<div><dt>${label}</dt><dd>${fieldMarkup(member, field, value)}</dd></div>`
    })
}

function historySection(history: readonly HistoryEntry[]): Markup {
  const items = history.map(
    ({ name, occurred_at }) =>
      html`<li>${eventLabel(name)} <span>${timeMarkup(occurred_at)}</span></li>`,
  )
  return html`
    <section class="panel" id="history" data-live>
      <h2>History</h2>
      ${items.length > 0 ? html`<ol class="history">${items}</ol>` : html`<p class="none">No events were received yet.</p>`}
    </section>`
}

function statsSection(stats: MemberStats): Markup {
  if ('reason' in stats)
    return html`<section class="panel"><h2>Last 30 days</h2><p class="none">${stats.reason}</p></section>`
  const rows = Object.entries(stats.totals).map(
    ([name, count]) => html`<div><dt>${name}</dt><dd>${count}</dd></div>`,
  )
  return html`<section class="panel"><h2>Last 30 days</h2><dl class="facts-list">${rows}</dl></section>`
}

/** What the page of a member shows. */
export interface MemberView {
  readonly member: Member
  readonly fields: readonly Field[]
  readonly history: readonly HistoryEntry[]
  readonly stats: MemberStats
}

/** Returns the main part of the page of a member. */
export function memberView({ member, fields, history, stats }: MemberView): Markup {
  const subtitle = subtitleOf(member)
  const left = member.left_at && html`<p class="note">Left before ${timeMarkup(member.left_at)}</p>`
  return html`
    <p><a href="/?community=${member.community_id}">All members</a></p>
    <div id="member" data-live>
      <header class="profile">
        ${portraitMarkup(member)}
        <div>
          <h1>${displayName(member)}</h1>
          ${subtitle !== '' && html`<p class="subtitle">${subtitle}</p>`}
          ${fields.includes('isOnline') && html`<p>Status: ${onlineMarkup(member)}</p>`}
          ${left}
        </div>
      </header>
      <section class="panel">
        <h2>Fields</h2>
        <dl class="facts-list">
          ${fieldRows(member, fields)}
          <div><dt>Joined</dt><dd>${dateMarkup(member.joined_at)}</dd></div>
          <div><dt>Roles</dt><dd>${rolesMarkup(member)}</dd></div>
          <div><dt>Object ID</dt><dd><code>${member.id}</code></dd></div>
          <div><dt>Read from the API</dt><dd>${timeMarkup(member.read_at)}</dd></div>
        </dl>
      </section>
    </div>
    ${historySection(history)}
    ${statsSection(stats)}
    <section class="panel">
      <h2>Delete</h2>
      <p>Deletes the member and all events here, and keeps later syncs from storing them again. The
        account in the community stays.</p>
      <form method="post" action="/communities/${member.community_id}/members/${member.id}/delete">
        <label class="choice"><input type="checkbox" name="confirm" value="yes" required> Delete ${displayName(member)}</label>
        <button class="danger">Delete</button>
      </form>
    </section>`
}
