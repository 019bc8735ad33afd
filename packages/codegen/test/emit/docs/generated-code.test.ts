import { readFileSync } from 'node:fs'
import { glob, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const root = join(import.meta.dirname, '../../../../..')
const page = readFileSync(join(root, 'docs/reference/generated-code.md'), 'utf8')
const blocks = [...page.matchAll(/^```typescript\n(.*?)^```/gms)].map(([, code = '']) => code)

it('shows code as it is generated', async () => {
  const files: string[] = []
  for await (const file of glob('packages/{core,validation}/src/generated/**/*.gen.ts', {
    cwd: root,
  })) {
    files.push(await readFile(join(root, file), 'utf8'))
  }
  expect(blocks.length).toBeGreaterThanOrEqual(5)
  for (const block of blocks)
    expect(
      files.some((text) => text.includes(block)),
      block,
    ).toBe(true)
})
