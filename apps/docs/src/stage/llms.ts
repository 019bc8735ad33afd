import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { output } from '../site.ts'
import type { SitePage } from './page.ts'
import { readFirstScreen } from './readme.ts'

/**
 * Writes every page as Markdown beside its HTML, and the files for language models.
 *
 * @see https://llmstxt.org
 */
export async function writeMarkdown(pages: readonly SitePage[]): Promise<void> {
  for (const { path, markdown } of pages) {
    const file = join(output, path)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, markdown)
  }
  const { sentence } = await readFirstScreen()
  const summary = `# Returning Kit

> ${sentence.replaceAll('\n', ' ')}

Every page is also served as Markdown: add \`.md\` to its path.
`
  const folders = Map.groupBy(pages, ({ path }) => path.split('/').slice(0, -1).join('/'))
  const sections = [...folders].map(([folder, inside]) => {
    const links = inside.map(({ path, title }) => `- [${title}](${path})`)
    return `## ${folder === '' ? 'Start' : folder}\n\n${links.join('\n')}\n`
  })
  await writeFile(join(output, 'llms.txt'), [summary, ...sections].join('\n'))
  const texts = pages.map(({ path, markdown }) => `<!-- /${path} -->\n\n${markdown.trim()}\n`)
  await writeFile(join(output, 'llms-full.txt'), [summary, ...texts].join('\n'))
}
