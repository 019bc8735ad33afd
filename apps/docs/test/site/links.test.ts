import { glob, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, expect, it } from 'vitest'
import { catalog } from '../../src/reference/catalog.ts'
import { output, root, siteUrl, stagedPages } from '../../src/site.ts'
import { siteLinks } from '../../src/stage/links.ts'
import { ensureBuilt, fileOf } from './serve.ts'

beforeAll(ensureBuilt, 300_000)

async function filesOf(folder: string, pattern: string): Promise<string[]> {
  const files: string[] = []
  for await (const file of glob(pattern, { cwd: folder })) files.push(file)
  return files.sort()
}

const idsOf = (html: string) => new Set([...html.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id))

it('has no link to a page or a heading that does not exist', async () => {
  const broken: string[] = []
  for (const file of await filesOf(output, '**/*.html')) {
    if (file === '404.html') continue
    const html = await readFile(join(output, file), 'utf8')
    const page = new URL(file.replace(/(index)?\.html$/, ''), 'http://site/')
    for (const [, link = ''] of html.matchAll(/\shref="([^"]+)"/g)) {
      const { origin, pathname, hash } = new URL(link.replaceAll('&amp;', '&'), page)
      if (origin !== page.origin) continue
      const target = await fileOf(pathname)
      if (!target) broken.push(`${file} -> ${link}`)
      else if (hash !== '' && hash !== '#VPContent' && target.endsWith('.html')) {
        const ids = idsOf(await readFile(target, 'utf8'))
        if (!ids.has(decodeURIComponent(hash.slice(1)))) broken.push(`${file} -> ${link}`)
      }
    }
  }
  expect(broken).toEqual([])
})

it('serves every page as Markdown, and lists it for language models', async () => {
  const pages = await filesOf(stagedPages, '**/*.md')
  const list = await readFile(join(output, 'llms.txt'), 'utf8')
  const whole = await readFile(join(output, 'llms-full.txt'), 'utf8')
  expect(pages.length).toBeGreaterThan(60)
  for (const file of pages) {
    const markdown = await readFile(join(stagedPages, file), 'utf8')
    expect(await readFile(join(output, file), 'utf8')).toBe(markdown)
    expect(list).toContain(`](${file})`)
    expect(whole).toContain(markdown.trim())
  }
})

it('shows what an operation needs, takes, results in, and how the mock responds', async () => {
  const pages = await filesOf(join(stagedPages, 'reference/api'), '*.md')
  const texts = pages.map((file) => readFile(join(stagedPages, 'reference/api', file), 'utf8'))
  const sections = (await Promise.all(texts)).join('\n').split(/^## /m)
  for (const { id, path, provenance, permission, isPaged } of catalog) {
    const section = sections.find((text) => text.startsWith(`${id} `)) ?? ''
    expect(section).toMatch(new RegExp(`^${id} <Badge type="\\w+" text="${provenance}" />\\n`))
    expect(section).toContain(path)
    expect(section).toMatch(new RegExp(`^- Provenance: ${provenance} .*honest-types`, 'm'))
    if (permission) expect(section).toContain(`- Permission: ${permission}`)
    if (isPaged) expect(section).toMatch(/^- Pagination: .*pagination\.md/m)
    expect(section).toContain(`\nfunction ${id}`)
    expect(section).toMatch(/^Takes no input\.$|^\| input \| type \|/m)
    expect(section).toMatch(/^\| `2\d\d` \| `data` \|/m)
    expect(section).toMatch(/^\| `4\d\d` \| `error` \|/m)
    expect(section).toMatch(/```ts \[TypeScript\]\n.*await /s)
    expect(section).toMatch(/^curl /m)
    expect(section).toMatch(/The mock responds with `2\d\d`/)
  }
})

it('has the pages that the README links to', async () => {
  const readme = await readFile(join(root, 'README.md'), 'utf8')
  const links = [...readme.matchAll(/\]\((https:\/\/[^)]+)\)/g)].map(([, link = '']) => link)
  const pages = links.filter((link) => link.startsWith(siteUrl))
  expect(pages.length).toBeGreaterThan(3)
  for (const link of pages) expect(await fileOf(link.slice(siteUrl.length)), link).toBeDefined()
})

it('has no link in Markdown that depends on the path of the site', async () => {
  const files = [...(await filesOf(stagedPages, '**/*.md')), 'llms.txt']
  for (const file of files)
    expect(await readFile(join(output, file), 'utf8'), file).not.toMatch(/\]\(\//)
})

it('explains the types of each operation on its page', async () => {
  const text = await readFile(join(output, 'reference/api/community-users.md'), 'utf8')
  expect(text).toContain('| `200` | `data` | [`CommunityUser[]`](#communityuser) |')
  expect(text).toMatch(/^### CommunityUser\n\n```ts\n[\s\S]*?\n {2}username\?: string$/m)
})

it('leads links out of the documents to the host of the repository', () => {
  const page =
    '[code](../../packages/core) [page](errors.md#top) `[no](../../link)` [all](README.md) [api](../reference/operations.md)'
  expect(siteLinks(page, 'docs/guides/a.md')).toBe(
    '[code](https://github.com/returning-kit/returning-kit/blob/main/packages/core) [page](errors.md#top) `[no](../../link)` [all](index.md) [api](../reference/api/index.md)',
  )
})
