import { join } from 'node:path'
import { testExamples, testPages } from '@repo/testing/documents'
import * as core from '@returning-kit/core'
import * as runtime from '@returning-kit/runtime'
import { inject } from 'vitest'
import * as schemes from '../../../packages/core/src/generated/credentials.gen.ts'

// Here and not in the package: its examples talk to the mock, which depends on the runtime.
const folder = join(import.meta.dirname, '..')
const from = join(folder, '../../packages/runtime')

await testPages({ name: 'runtime/readme', folder, from, files: ['README.md'] })

await testExamples({
  name: 'runtime/examples',
  folder,
  from,
  files: ['src/**/*.ts'],
  modules: { '@returning-kit/core': core, '@returning-kit/runtime': runtime },
  mockUrl: inject('mockUrl'),
  credentials: Object.values(schemes).map(({ option }) => option),
})
