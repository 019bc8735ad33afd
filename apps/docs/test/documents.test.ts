import { execFile } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { testDocuments } from '@repo/testing/documents'
import * as core from '@returning-kit/core'
import * as mcp from '@returning-kit/mcp'
import { startMock } from '@returning-kit/mock'
import * as runtime from '@returning-kit/runtime'
import * as webhooks from '@returning-kit/webhooks'
import * as widgets from '@returning-kit/webhooks/widgets'
import { expect, inject, it } from 'vitest'
import * as schemes from '../../../packages/core/src/generated/credentials.gen.ts'

// Documents of packages, too: their examples talk to the mock, which depends on these packages.
const folder = join(import.meta.dirname, '..')
const root = join(folder, '../..')
const mockUrl = inject('mockUrl')
const credentials = Object.values(schemes).map(({ option }) => option)
const coreModule = { '@returning-kit/core': core }

const readmeOf = (name: string) => ({
  name: `${name}/readme`,
  from: join(root, 'packages', name),
  files: ['README.md'],
})

const examplesOf = (
  name: string,
  modules: Readonly<Record<string, object>>,
  options: readonly string[] = credentials,
) => ({
  name: `${name}/examples`,
  from: join(root, 'packages', name),
  files: ['src/**/*.ts'],
  modules,
  mockUrl,
  credentials: options,
})

const pages = {
  name: 'pages',
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
}

await testDocuments(folder, [
  pages,
  readmeOf('core'),
  examplesOf('core', coreModule),
  readmeOf('runtime'),
  examplesOf('runtime', { ...coreModule, '@returning-kit/runtime': runtime }),
  readmeOf('validation'),
  readmeOf('webhooks'),
  examplesOf('webhooks', {
    ...coreModule,
    '@returning-kit/webhooks': webhooks,
    '@returning-kit/webhooks/widgets': widgets,
  }),
  readmeOf('mcp'),
  examplesOf('mcp', { '@returning-kit/mcp': mcp }, ['token']),
])

it('runs "Generate your own API" against a mock of its document', async () => {
  const cwd = join(folder, '.vitest/documents/pages')
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
