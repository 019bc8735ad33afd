import { html } from 'hono/html'
import type { Markup } from './markup.ts'
import type { LastLogin, Member } from './member.ts'

function portrait({ initials, tone, avatar }: Member): Markup {
  // The picture lies over the initials, so that they are seen when it cannot be loaded.
  const picture =
    avatar !== undefined &&
    html`<img src="${avatar}" alt="" referrerpolicy="no-referrer" decoding="async">`
  return html`<span class="portrait tone-${tone}" aria-hidden="true">${initials}${picture}</span>`
}

function presence(online: boolean | undefined): Markup {
  if (online === undefined) return html`<p class="presence">Online state unknown</p>`
  return online
    ? html`<p class="presence online">Online</p>`
    : html`<p class="presence offline">Offline</p>`
}

function login(time: LastLogin | undefined): Markup {
  return time ? html`<time datetime="${time.iso}">${time.shown}</time>` : html`unknown`
}

/** The card of a member, with what was picked. */
export function memberCard(member: Member, picked: readonly string[]): Markup {
  const { name, subtitle, online, lastLogin, email, id, objectId } = member
  const rows: Markup[] = []
  if (picked.includes('lastLogin'))
    rows.push(html`<div><dt>Last login</dt><dd>${login(lastLogin)}</dd></div>`)
  if (email !== undefined) rows.push(html`<div><dt>E-mail</dt><dd>${email}</dd></div>`)
  if (id !== undefined) rows.push(html`<div><dt>Numeric id</dt><dd><code>${id}</code></dd></div>`)
  if (objectId !== undefined)
    rows.push(html`<div><dt>Object id</dt><dd><code>${objectId}</code></dd></div>`)
  return html`
    <li class="card">
      <div class="who">
        ${portrait(member)}
        <div>
          <h2>${name}</h2>
          ${subtitle !== '' && html`<p class="subtitle">${subtitle}</p>`}
          ${picked.includes('isOnline') && presence(online)}
        </div>
      </div>
      ${rows.length > 0 && html`<dl>${rows}</dl>`}
    </li>`
}
