import { html } from 'hono/html'
import type { Markup } from './markup.ts'

/** Returns the main part of the login page. */
export function loginView({ next, problem }: { next: string; problem?: string }): Markup {
  return html`
    <form class="panel login" method="post" action="/login">
      <h1>Log in</h1>
      ${problem !== undefined && html`<p class="note" role="alert">${problem}</p>`}
      <input type="hidden" name="next" value="${next}">
      <label class="field">Password
        <input type="password" name="password" autocomplete="current-password" required autofocus>
      </label>
      <button>Log in</button>
    </form>`
}
