import { html } from 'hono/html'
import type { Markup } from './markup.ts'
import type { LastLogin, Member } from './member.ts'

function portraitMarkup({ initials, tone, avatar }: Member): Markup {
  // The picture covers the initials, which stay visible if it cannot be loaded.
  const picture =
    avatar !== undefined &&
    html`<img src="${avatar}" alt="" referrerpolicy="no-referrer" decoding="async">`
  return html`<span class="portrait tone-${tone}" aria-hidden="true">${initials}${picture}</span>`
}

function onlineMarkup(online: boolean | undefined): Markup {
  if (online === undefined) return html`<p class="presence">Online status unknown</p>`
  return online
    ? html`<p class="presence online">Online</p>`
    : html`<p class="presence offline">Offline</p>`
}

function lastLoginMarkup(time: LastLogin | undefined): Markup {
  return time ? html`<time datetime="${time.iso}">${time.label}</time>` : html`unknown`
}

/** Returns the card of a member with the selected fields. */
export function memberCard(member: Member, selectedFields: readonly string[]): Markup {
  const { name, subtitle, online, lastLogin, email, id, objectId } = member
  const rows: Markup[] = []
  if (selectedFields.includes('lastLogin'))
    rows.push(html`<div><dt>Last login</dt><dd>${lastLoginMarkup(lastLogin)}</dd></div>`)
  if (email !== undefined) rows.push(html`<div><dt>Email</dt><dd>${email}</dd></div>`)
  if (id !== undefined) rows.push(html`<div><dt>Numeric ID</dt><dd><code>${id}</code></dd></div>`)
  if (objectId !== undefined)
    rows.push(html`<div><dt>Object ID</dt><dd><code>${objectId}</code></dd></div>`)
  return html`
    <li class="card">
      <div class="who">
        ${portraitMarkup(member)}
        <div>
          <h2>${name}</h2>
          ${subtitle !== '' && html`<p class="subtitle">${subtitle}</p>`}
          ${selectedFields.includes('isOnline') && onlineMarkup(online)}
        </div>
      </div>
      ${rows.length > 0 && html`<dl>${rows}</dl>`}
    </li>`
}
