import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { root, siteUrl } from '../src/site.ts'
import { readFirstScreen } from '../src/stage/readme.ts'

const readme = await readFile(join(root, 'README.md'), 'utf8')
const screen = await readFirstScreen()
const rows = [...screen.figures.matchAll(/^\| (.+?) \| (.+?) \| (.+?) \| \[\w+\]\((.+?)\) \|$/gm)]

it('begins with one screen', async () => {
  const lines = readme.slice(0, readme.indexOf('\n## ')).split('\n')
  expect(lines.length).toBeLessThanOrEqual(45)
  expect(screen.sentence.match(/[.!?](\s|$)/g)).toHaveLength(1)
  expect((await stat(join(root, /\((.+)\)/.exec(screen.picture)?.[1] ?? ''))).size).toBeGreaterThan(
    0,
  )
  expect(screen.commands.split('\n').slice(1, -1)).toHaveLength(2)
  expect(screen.program.split('\n').slice(1, -1).length).toBeLessThanOrEqual(10)
  expect(screen.links.split('\n').every((line) => line.includes(`](${siteUrl}/`))).toBe(true)
})

it('finds the figures', () => expect(rows.length).toBeGreaterThan(5))

// A benchmark that is run again writes its page, and this test asks for the same change here.
it.each(rows.map(([, name, own, others, page]) => ({ name, own, others, page })))(
  'shows figures of the benchmark page: $name',
  async ({ own, others, page }) => {
    const text = await readFile(join(root, page ?? ''), 'utf8')
    const figures = `${own} ${others}`.match(/\d+([.,]\d+)?x?(?=[\s,]|$)/g) ?? []
    expect(figures.length).toBeGreaterThan(1)
    for (const figure of figures)
      expect(text).toMatch(new RegExp(`\\| +${figure.replace('.', '\\.')} +\\|`))
  },
)
