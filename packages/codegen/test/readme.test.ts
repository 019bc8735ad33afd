import { join } from 'node:path'
import { testExamples, testPages } from '@repo/testing/documents'

const folder = join(import.meta.dirname, '..')

await testPages({ name: 'readme', folder, files: ['README.md'] })

await testExamples({
  name: 'examples',
  folder,
  files: ['src/config/*.ts'],
  modules: {},
  mockUrl: '',
  credentials: [],
})
