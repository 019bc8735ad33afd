import { join } from 'node:path'
import { testDocuments } from '@repo/testing/documents'

await testDocuments(join(import.meta.dirname, '..'), [
  { name: 'readme', files: ['README.md'] },
  { name: 'examples', files: ['src/config/*.ts'], modules: {}, mockUrl: '', credentials: [] },
])
