import { join } from 'node:path'
import { testPages } from '@repo/testing/documents'

// Here and not in the package: its examples talk to the mock, which contains the validators.
const folder = join(import.meta.dirname, '..')
const from = join(folder, '../../packages/validation')

await testPages({ name: 'validation/readme', folder, from, files: ['README.md'] })
