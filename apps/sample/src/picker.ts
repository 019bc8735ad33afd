import { html } from 'hono/html'
import { fieldLabels } from './fields.ts'
import type { Markup } from './markup.ts'
import { limits, type Query } from './query.ts'

function sizes(limit: number): Markup[] {
  const known = limits.includes(limit) || !(limit >= 1) ? limits : [limit, ...limits]
  return known.map(
    (size) => html`<option value="${size}"${size === limit && html` selected`}>${size}</option>`,
  )
}

function boxes(picked: readonly string[]): Markup[] {
  return fieldLabels.map(
    ([field, label]) => html`
      <label class="choice">
        <input type="checkbox" name="fields" value="${field}"${picked.includes(field) && html` checked`}> ${label}
      </label>`,
  )
}

/** The form that makes the next request: which community, which fields, how many members. */
export function picker({ communityId, limit, fields }: Query): Markup {
  return html`
    <form class="picker" method="get" action="/" aria-label="What to show">
      <label class="field">Community id
        <input name="communityId" value="${communityId}" spellcheck="false" autocomplete="off">
      </label>
      <fieldset>
        <legend>Fields</legend>
        <input type="hidden" name="fields" value="">
        ${boxes(fields)}
      </fieldset>
      <label class="field">Members per page
        <select name="limit">${sizes(limit)}</select>
      </label>
      <button>Show members</button>
    </form>`
}
