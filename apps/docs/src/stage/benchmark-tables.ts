import type { SitePage } from './page.ts'

/**
 * Returns a page with the tables of benchmark pages in place of comments such as
 * `<!-- table: client/call -->`, so that no figure is written twice.
 *
 * @throws Error if there is no such table.
 */
export function withBenchmarkTables(page: SitePage, pages: readonly SitePage[]): SitePage {
  const markdown = page.markdown.replaceAll(
    /^<!-- table: (\w+)(?:\/(\w+))? -->$/gm,
    (_, name: string, section?: string) => tableOf(pages, name, section),
  )
  return { ...page, markdown }
}

function tableOf(pages: readonly SitePage[], name: string, section: string | undefined): string {
  const source = pages.find(({ path }) => path === `benchmarks/${name}.md`)?.markdown ?? ''
  const start = section === undefined ? 0 : source.indexOf(`<!-- ${section} -->`)
  const [table] = start < 0 ? [] : (source.slice(start).match(/(^\|.*\n)+/m) ?? [])
  if (table === undefined) throw new Error(`docs/benchmarks/${name}.md has no table ${section}.`)
  return table
}
