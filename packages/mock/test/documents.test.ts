import { join } from 'node:path'
import { testExamples, testPages } from '@repo/testing/documents'
import * as core from '@returning-kit/core'
import * as mock from '@returning-kit/mock'
import { inject } from 'vitest'
import * as schemes from '../../core/src/generated/credentials.gen.ts'

const folder = join(import.meta.dirname, '..')

await testPages({ name: 'readme', folder, files: ['README.md'] })

await testExamples({
  name: 'examples',
  folder,
  files: ['src/**/*.ts'],
  modules: { '@returning-kit/core': core, '@returning-kit/mock': mock },
  mockUrl: inject('mockUrl'),
  credentials: Object.values(schemes).map(({ option }) => option),
})
