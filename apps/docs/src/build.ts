import { spawnSync } from 'node:child_process'
import { cp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { referencePages } from './reference/reference-pages.ts'
import { output, stagedPages, staging } from './site.ts'
import { writeMarkdown } from './stage/llms.ts'
import type { SitePage } from './stage/page.ts'
import { indexPage, readDocuments, stagePages } from './stage/pages.ts'
import { sidebar } from './stage/sidebar.ts'

const site = join(import.meta.dirname, '../site')

/** Returns every page of the site: those of `docs/`, the generated reference, and their indexes. */
async function readPages(): Promise<SitePage[]> {
  const documents = await readDocuments()
  const operations = await referencePages()
  const pages = [...documents, ...operations]
  return [
    ...pages,
    indexPage('guides', 'Guides', pages),
    indexPage('explanation', 'Explanation', pages),
    indexPage('benchmarks', 'Benchmarks', pages),
    indexPage('reference', 'Reference', pages),
    indexPage('reference/api', 'Operations', pages),
  ]
}

await rm(staging, { recursive: true, force: true })
await rm(output, { recursive: true, force: true })
const pages = await readPages()
await stagePages(pages)
await cp(join(site, 'index.md'), join(stagedPages, 'index.md'))
await writeFile(join(staging, 'sidebar.json'), JSON.stringify(sidebar(pages)))
const generator = join(site, 'node_modules/vitepress/bin/vitepress.js')
const { status } = spawnSync(process.execPath, [generator, 'build', site], { stdio: 'inherit' })
if (status !== 0) process.exit(status ?? 1)
await writeMarkdown(pages)
