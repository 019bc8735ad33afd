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
  const group = (folder: string, text: string): SidebarItem => ({
    text,
    items: pages
      .filter(
        ({ path }) => new RegExp(`^${folder}/[^/]+$`).test(path) && !path.endsWith('index.md'),
      )
      .map(({ path, title }) => ({ text: title, link: `/${path.replace(/\.md$/, '')}` })),
  })
  const start = { text: 'Getting started', link: '/getting-started' }
  const explanation = [
    group('explanation', 'Explanation'),
    group('benchmarks', 'Benchmarks'),
    group('decisions', 'Decisions'),
  ]
  return {
    '/reference/': [group('reference', 'Reference'), group('reference/api', 'Operations')],
    '/explanation/': explanation,
    '/benchmarks/': explanation,
    '/decisions/': explanation,
    '/': [start, group('guides', 'Guides')],
  }
}
