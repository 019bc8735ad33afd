import { dirname, join } from 'node:path/posix'
import type { SitePage } from './page.ts'

interface SidebarItem {
  readonly text: string
  readonly link?: string
  readonly items?: readonly SidebarItem[]
}

/** The navigation of the pages below each path. */
export type Sidebar = Readonly<Record<string, readonly SidebarItem[]>>

/** Returns the navigation of the site. Each part of it shows its own pages alone. */
export function sidebar(pages: readonly SitePage[]): Sidebar {
  const groups = (folder: string) => groupsOf(folder, pages)
  const start = { text: 'Getting started', link: '/getting-started' }
  const decisions = { text: 'Decisions', link: '/decisions/' }
  const explanation = [...groups('explanation'), ...groups('benchmarks'), decisions]
  return {
    '/reference/api/': groups('reference/api'),
    '/reference/': groups('reference'),
    '/explanation/': explanation,
    '/benchmarks/': explanation,
    '/decisions/': groups('decisions'),
    '/': [start, ...groups('guides')],
  }
}

/**
 * Returns the groups of a folder: the headings of its index page, and the pages that the index
 * links to below each.
 *
 * @throws Error if the index page does not link to a page of its folder.
 */
function groupsOf(folder: string, pages: readonly SitePage[]): SidebarItem[] {
  const index = pages.find(({ path }) => path === `${folder}/index.md`)
  const rest = new Map(
    pages
      .filter((one) => dirname(one.path) === folder && one !== index)
      .map((one) => [one.path, one]),
  )
  const sections = (index?.markdown ?? '').split(/^#+ /m).slice(1)
  const groups = sections.map((section) => {
    const items: SidebarItem[] = []
    for (const [, link = ''] of section.matchAll(/\]\(([\w./-]+\.md)/g)) {
      const path = join(folder, link)
      const page = rest.get(path)
      if (page) items.push({ text: page.title, link: `/${path.replace(/\.md$/, '')}` })
      rest.delete(path)
    }
    const [text = ''] = section.split('\n')
    return { text, items }
  })
  if (rest.size > 0) throw new Error(`${folder}/index.md does not link to ${[...rest.keys()]}.`)
  return groups.filter(({ items }) => items.length > 0)
}
