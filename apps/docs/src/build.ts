import { spawnSync } from 'node:child_process'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { referencePages } from './reference/reference-pages.ts'
import { output, staging } from './site.ts'
import { writeMarkdown } from './stage/llms.ts'
import { page } from './stage/page.ts'
import { readDocuments, stagePages } from './stage/pages.ts'
import { landingPage } from './stage/readme.ts'
import { sidebar } from './stage/sidebar.ts'

const site = join(import.meta.dirname, '../site')

await rm(staging, { recursive: true, force: true })
await rm(output, { recursive: true, force: true })
const template = await readFile(join(site, 'index.md'), 'utf8')
const pages = [
  page('index.md', await landingPage(template)),
  ...(await readDocuments()),
  ...(await referencePages()),
]
await stagePages(pages)
await writeFile(join(staging, 'sidebar.json'), JSON.stringify(sidebar(pages)))
const generator = join(site, 'node_modules/vitepress/bin/vitepress.js')
const { status } = spawnSync(process.execPath, [generator, 'build', site], { stdio: 'inherit' })
if (status !== 0) process.exit(status ?? 1)
await writeMarkdown(pages)
