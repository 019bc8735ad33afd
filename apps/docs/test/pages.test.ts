import { execFile } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { testPages } from '@repo/testing/documents'
import { startMock } from '@returning-kit/mock'
import { expect, it } from 'vitest'

const folder = join(import.meta.dirname, '..')
const root = join(folder, '../..')

await testPages({
  name: 'pages',
  folder,
  from: root,
  files: [
    '*.md',
    '.github/*.md',
    'apps/*/README.md',
    'docs/**/*.md',
    'openapi/*.md',
    'packages/*/skills/**/*.md',
  ],
  prepare: generateGuide,
})

it('runs "Generate your own API" against a mock of its document', async () => {
  const cwd = join(folder, '.vitest/pages')
  const mock = await startMock({ port: 0, spec: [join(cwd, 'api.yaml')] })
  const args = ['--conditions=@repo/source', 'docs-guides-generate-your-own-api-md-1.ts']
  const env = { ...process.env, PETS_URL: mock.url }
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd, env })
  expect(stdout).toBe('Rex\n')
  await mock.stop()
})

// The guide "Generate your own API" calls the code of the document that it shows.
async function generateGuide(programs: string): Promise<void> {
  const guide = await readFile(join(root, 'docs/guides/generate-your-own-api.md'), 'utf8')
  const [, document = ''] = /```yaml\n(.*?)```/s.exec(guide) ?? []
  await writeFile(join(programs, 'api.yaml'), document)
  const cli = join(root, 'packages/codegen/src/cli.ts')
  const args = [cli, 'generate', '--spec', 'api.yaml', '--out', 'api']
  await promisify(execFile)(process.execPath, args, { cwd: programs })
}
