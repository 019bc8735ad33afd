import { html } from 'hono/html'
import type { Markup } from './markup.ts'

/** What surrounds each page. */
export interface Frame {
  /** The community that the page shows. */
  readonly communityId: string
  readonly communityIds: readonly string[]
  readonly isMocked: boolean
  /** Whether the user logged in with the password, and can log out. */
  readonly canLogOut: boolean
}

const exampleBanner = html`
  <aside class="banner" aria-label="Example data">
    <strong>This is example data.</strong> Set <code>RETURNING_TOKEN</code> and
    <code>RETURNING_COMMUNITY_ID</code>, and start again to show your community.
  </aside>`

const logOutForm = html`
  <form method="post" action="/logout"><button class="plain">Log out</button></form>`

function navigation(current: string, { communityId, communityIds, canLogOut }: Frame): Markup {
  const query = communityIds[0] === communityId ? '' : `?community=${communityId}`
  const pages = [
    ['/', 'Members'],
    ['/activity', 'Activity'],
    ['/sync', 'Sync'],
  ] as const
  const links = pages.map(([path, label]) => {
    const isCurrent = path === current && html` aria-current="page"`
    return html`<a href="${path}${query}"${isCurrent}>${label}</a>`
  })
  return html`<nav aria-label="Pages">${links}</nav>${canLogOut && logOutForm}`
}

function communitySwitch(current: string, { communityId, communityIds }: Frame): Markup | false {
  if (communityIds.length < 2) return false
  const links = communityIds.map((id) => {
    const isCurrent = id === communityId && html` aria-current="true"`
    return html`<li><a href="${current}?community=${id}"${isCurrent}><code>${id}</code></a></li>`
  })
  return html`<nav aria-label="Communities"><ul class="communities">${links}</ul></nav>`
}

interface LayoutOptions {
  readonly title: string
  /** Path of the page in the navigation. */
  readonly path: string
  /** Undefined if the user is not logged in. */
  readonly frame: Frame | undefined
  readonly main: Markup
  /** Names of the scripts and more styles of the page. */
  readonly scripts?: readonly string[]
  readonly styles?: readonly string[]
}

/** Returns the whole document. */
export function layout({
  title,
  path,
  frame,
  main,
  scripts = [],
  styles = [],
}: LayoutOptions): Markup {
  const links = ['style.css', ...styles].map(
    (name) => html`<link rel="stylesheet" href="/assets/${name}">`,
  )
  const tags = scripts.map((name) => html`<script type="module" src="/assets/${name}"></script>`)
  return html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${title} · Member directory</title>
    <link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
    ${links}
    ${tags}
  </head>
  <body data-community="${frame?.communityId ?? ''}">
    <a class="skip" href="#main">Skip to content</a>
    <header class="top">
      <a class="brand" href="/"><img src="/assets/icon.svg" alt="" width="28" height="28"> Member directory</a>
      ${frame && navigation(path, frame)}
    </header>
    ${frame?.isMocked && exampleBanner}
    ${frame && communitySwitch(path, frame)}
    <main id="main">${main}</main>
  </body>
</html>`
}
