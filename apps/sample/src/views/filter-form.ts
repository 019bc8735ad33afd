import { html } from 'hono/html'
import type { MemberFilter, Sort } from '../store/member-query.ts'
import type { Markup } from './markup.ts'

function options(
  selected: string,
  choices: readonly (readonly [value: string, label: string])[],
): Markup[] {
  return choices.map(
    ([value, label]) =>
      html`<option value="${value}"${value === selected && html` selected`}>${label}</option>`,
  )
}

/** What the form shows. */
export interface FilterFormOptions {
  readonly filter: MemberFilter
  readonly sort: Sort
  /** Roles to select from. */
  readonly roles: readonly string[]
}

/** Returns the form that searches and filters the list. It works without a script. */
export function filterForm({ filter, sort, roles }: FilterFormOptions): Markup {
  const { communityId, search, isOnline, role = '', loginFrom = '', loginTo = '', hasLeft } = filter
  const status = hasLeft ? 'left' : isOnline === undefined ? '' : isOnline ? 'online' : 'offline'
  const roleChoices = [...new Set([...roles, role])].filter(Boolean)
  return html`
    <form class="filters" method="get" action="/" role="search" aria-label="Members">
      <input type="hidden" name="community" value="${communityId}">
      <input type="hidden" name="sort" value="${sort}">
      <label class="field search">Search
        <input type="search" name="q" value="${search}" placeholder="Name, username or email" maxlength="100">
      </label>
      <label class="field">Status
        <select name="status">${options(status, [
          ['', 'All'],
          ['online', 'Online'],
          ['offline', 'Offline'],
          ['left', 'Left'],
        ])}</select>
      </label>
      <label class="field">Role
        <select name="role">${options(role, [['', 'All'], ...roleChoices.map((name) => [name, name] as const)])}</select>
      </label>
      <label class="field">Last login from
        <input type="date" name="from" value="${loginFrom}">
      </label>
      <label class="field">Last login to
        <input type="date" name="to" value="${loginTo}">
      </label>
      <div class="buttons"><button>Show</button> <a href="/?community=${communityId}">Clear</a></div>
    </form>`
}
