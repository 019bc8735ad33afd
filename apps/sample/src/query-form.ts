import { html } from 'hono/html'
import { fieldLabels } from './fields.ts'
import type { Markup } from './markup.ts'
import { limits, type Query } from './query.ts'

function limitOptions(selected: number): Markup[] {
  const isListed = limits.includes(selected) || !(selected >= 1)
  const options = isListed ? limits : [selected, ...limits]
  return options.map(
    (limit) =>
      html`<option value="${limit}"${limit === selected && html` selected`}>${limit}</option>`,
  )
}

function fieldCheckboxes(selectedFields: readonly string[]): Markup[] {
  const checked = (field: string) => selectedFields.includes(field) && html` checked`
  return fieldLabels.map(
    ([field, label]) => html`
      <label class="choice">
        <input type="checkbox" name="fields" value="${field}"${checked(field)}> ${label}
      </label>`,
  )
}

/** Returns the form for the community, the fields and the number of members. */
export function queryForm({ communityId, limit, fields }: Query): Markup {
  return html`
    <form class="picker" method="get" action="/" aria-label="Query">
      <label class="field">Community ID
        <input name="communityId" value="${communityId}" spellcheck="false" autocomplete="off">
      </label>
      <fieldset>
        <legend>Fields</legend>
        <input type="hidden" name="fields" value="">
        ${fieldCheckboxes(fields)}
      </fieldset>
      <label class="field">Members per page
        <select name="limit">${limitOptions(limit)}</select>
      </label>
      <button>Show members</button>
    </form>`
}
