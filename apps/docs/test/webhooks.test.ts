import { join } from 'node:path'
import { testExamples, testPages } from '@repo/testing/documents'
import * as core from '@returning-kit/core'
import * as webhooks from '@returning-kit/webhooks'
import * as widgets from '@returning-kit/webhooks/widgets'
import { inject } from 'vitest'
import * as schemes from '../../../packages/core/src/generated/credentials.gen.ts'

// Here and not in the package: its examples talk to the mock, which depends on webhooks.
const folder = join(import.meta.dirname, '..')
const from = join(folder, '../../packages/webhooks')

await testPages({ name: 'webhooks/readme', folder, from, files: ['README.md'] })

await testExamples({
  name: 'webhooks/examples',
  folder,
  from,
  files: ['src/**/*.ts'],
  modules: {
    '@returning-kit/core': core,
    '@returning-kit/webhooks': webhooks,
    '@returning-kit/webhooks/widgets': widgets,
  },
  mockUrl: inject('mockUrl'),
  credentials: Object.values(schemes).map(({ option }) => option),
})
