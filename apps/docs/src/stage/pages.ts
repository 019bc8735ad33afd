import { cp, glob, mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { operationsPage, root, stagedPages } from '../site.ts'
import { withBenchmarkTables } from './benchmark-tables.ts'
import { siteLinks } from './links.ts'
import { page, type SitePage } from './page.ts'

/** Returns the pages of `docs/`, in the order of their paths. */
export async function readDocuments(): Promise<SitePage[]> {
  const paths: string[] = []
  for await (const path of glob('**/*.md', { cwd: join(root, 'docs') })) paths.push(path)
  const pages = await Promise.all(
    paths
      .filter((path) => path !== operationsPage)
      .sort()
      .map(async (path) => {
        const markdown = await readFile(join(root, 'docs', path), 'utf8')
        return page(path.replace(/README\.md$/, 'index.md'), siteLinks(markdown, `docs/${path}`))
      }),
  )
  return pages.map((one) => withBenchmarkTables(one, pages))
}

/** Writes pages and images to where the site generator reads them. */
export async function stagePages(pages: readonly SitePage[]): Promise<void> {
  for (const { path, markdown } of pages) {
    const file = join(stagedPages, path)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, markdown)
  }
  const isImage = (file: string) => !/\.\w+$/.test(file) || /\.(png|svg)$/.test(file)
  await cp(join(root, 'docs'), stagedPages, { recursive: true, filter: isImage })
}
