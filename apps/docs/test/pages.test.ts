import { join } from 'node:path'
import { testPages } from '@repo/testing/documents'

const folder = join(import.meta.dirname, '..')

await testPages({
  name: 'pages',
  folder,
  from: join(folder, '../..'),
  files: [
    '*.md',
    '.github/*.md',
    'apps/*/README.md',
    'docs/**/*.md',
    'openapi/*.md',
    'packages/*/skills/**/*.md',
  ],
})
