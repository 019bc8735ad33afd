import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { rules } from '../../src/diff/rules.ts'

// Changesets link to the headings of this page.
it('documents every kind of notice, and no other', () => {
  const page = join(import.meta.dirname, '../../../../docs/reference/contract-notices.md')
  const sections = [...readFileSync(page, 'utf8').matchAll(/^## (\S+)\n\n(.+)\n/gm)]
  const documented = sections.map(([, id, text]) => [id, text])
  expect(documented).toEqual(Object.entries(rules).sort(([one], [other]) => (one < other ? -1 : 1)))
})
