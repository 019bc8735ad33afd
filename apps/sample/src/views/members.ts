import { html } from 'hono/html'
import { isFiltered, type Member, type MemberListPage, type Sort } from '../store/member-query.ts'
import type { Sync } from '../store/syncs.ts'
import { type FilterFormOptions, filterForm } from './filter-form.ts'
import {
  dateMarkup,
  displayName,
  fieldMarkup,
  formatNumber,
  onlineMarkup,
  portraitMarkup,
  rolesMarkup,
  subtitleOf,
  timeMarkup,
} from './format.ts'
import type { Markup } from './markup.ts'
import { syncStatus } from './sync-status.ts'

/** What the list shows. */
export interface MembersView extends FilterFormOptions {
  readonly page: MemberListPage
  /** Number of members that match, and whether there may be more. */
  readonly count: { readonly value: number; readonly isCapped: boolean }
  readonly sync: Sync | undefined
  /** Returns the URL of the list with other parameters. Empty ones are removed. */
  readonly url: (changes: Readonly<Record<string, string | undefined>>, path?: string) => string
}

function row(member: Member): Markup {
  const subtitle = subtitleOf(member)
  const href = `/communities/${member.community_id}/members/${member.id}`
  const login = member.last_login && timeMarkup(member.last_login)
  return html`
    <tr>
      <th scope="row">
        <a id="m-${member.id}" class="who" href="${href}">
          ${portraitMarkup(member)}
          <span><span class="name">${displayName(member)}</span>
          ${subtitle !== '' && html`<span class="subtitle">${subtitle}</span>`}</span>
        </a>
      </th>
      <td>${onlineMarkup(member)}</td>
      <td>${fieldMarkup(member, 'lastLogin', login)}</td>
      <td class="wide">${rolesMarkup(member)}</td>
      <td class="wide">${dateMarkup(member.joined_at)}</td>
    </tr>`
}

function sortHeader(view: MembersView, sort: Sort, label: string): Markup {
  const isCurrent = view.sort === sort
  const direction = sort === 'name' ? 'ascending' : 'descending'
  const url = view.url({
    sort: sort === 'name' ? undefined : sort,
    after: undefined,
    before: undefined,
  })
  const className = sort === 'joined' && html` class="wide"`
  return html`
    <th scope="col"${className}${isCurrent && html` aria-sort="${direction}"`}>
      <a href="${url}">${label}</a>
    </th>`
}

function table(view: MembersView): Markup {
  return html`
    <table class="members">
      <caption class="hidden">Members</caption>
      <thead>
        <tr>
          ${sortHeader(view, 'name', 'Member')}
          <th scope="col">Status</th>
          ${sortHeader(view, 'login', 'Last login')}
          <th scope="col" class="wide">Roles</th>
          ${sortHeader(view, 'joined', 'Joined')}
        </tr>
      </thead>
      <tbody>${view.page.members.map(row)}</tbody>
    </table>`
}

function pagination({ page, url }: MembersView): Markup | false {
  const { next, previous } = page
  if (!next && !previous) return false
  const encode = (position: typeof next) =>
    position && JSON.stringify([position.value, position.id])
  const link = (label: string, changes: Parameters<typeof url>[0], rel: string) =>
    html`<a class="turn" rel="${rel}" href="${url(changes)}">${label}</a>`
  const disabled = (label: string) =>
    html`<span class="turn off" aria-hidden="true">${label}</span>`
  return html`
    <nav class="pager" aria-label="More members">
      ${previous ? link('Previous', { before: encode(previous), after: undefined }, 'prev') : disabled('Previous')}
      ${next ? link('Next', { after: encode(next), before: undefined }, 'next') : disabled('Next')}
    </nav>`
}

function emptyMarkup({ sync, filter }: MembersView): Markup {
  if (isFiltered(filter))
    return html`<p class="empty">No member matches. Change the filters to see more.</p>`
  if (filter.hasLeft) return html`<p class="empty">No member has left.</p>`
  if (sync?.state === 'running')
    return html`<p class="empty" role="status">The first members are on their way.</p>`
  return html`<p class="empty">No members are stored yet. Start a sync to read them.</p>`
}

/** Returns the main part of the list of members. */
export function membersView(view: MembersView): Markup {
  const { filter, page, count, sync, url } = view
  const number = `${formatNumber(count.value)}${count.isCapped ? '+' : ''}`
  const noun = count.value === 1 && !count.isCapped ? 'member' : 'members'
  const reset = { after: undefined, before: undefined }
  return html`
    <h1>Members</h1>
    ${syncStatus(filter.communityId, sync)}
    ${filterForm(view)}
    <div id="members" data-live>
      <div class="toolbar">
        <p class="count">${number} ${filter.hasLeft ? `${noun} who left` : noun}</p>
        <p class="exports">Export:
          <a href="${url(reset, '/export.csv')}" download>CSV</a>
          <a href="${url(reset, '/export.ndjson')}" download>NDJSON</a>
        </p>
      </div>
      ${page.members.length > 0 ? table(view) : emptyMarkup(view)}
      ${pagination(view)}
    </div>`
}
