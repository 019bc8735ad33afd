import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const root = join(import.meta.dirname, '../../..')
const readme = await readFile(join(root, 'README.md'), 'utf8')
const rows = [...readme.matchAll(/^\| (.+?) \| (.+?) \| (.+?) \| \[\w+\]\((.+?)\) \|$/gm)]

it('finds the figures of the README', () => expect(rows.length).toBeGreaterThan(5))

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
