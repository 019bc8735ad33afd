import { join } from 'node:path'
import { testPages } from '@repo/testing/documents'

const folder = join(import.meta.dirname, '..')

await testPages({ name: 'readme', folder, files: ['README.md'] })
