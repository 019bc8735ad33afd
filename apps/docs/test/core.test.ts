import { join } from 'node:path'
import { testExamples, testPages } from '@repo/testing/documents'
import * as core from '@returning-kit/core'
import { inject } from 'vitest'
import * as schemes from '../../../packages/core/src/generated/credentials.gen.ts'

// Here and not in the package: its examples talk to the mock, which depends on core.
const folder = join(import.meta.dirname, '..')
const from = join(folder, '../../packages/core')

await testPages({ name: 'core/readme', folder, from, files: ['README.md'] })

await testExamples({
  name: 'core/examples',
  folder,
  from,
  files: ['src/**/*.ts'],
  modules: { '@returning-kit/core': core },
  mockUrl: inject('mockUrl'),
  credentials: Object.values(schemes).map(({ option }) => option),
})
