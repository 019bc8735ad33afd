import { join } from 'node:path'
import { testExamples, testPages } from '@repo/testing/documents'
import * as mcp from '@returning-kit/mcp'
import { inject } from 'vitest'

const folder = join(import.meta.dirname, '..')
const from = join(folder, '../../packages/mcp')

await testPages({ name: 'mcp/readme', folder, from, files: ['README.md'] })

await testExamples({
  name: 'mcp/examples',
  folder,
  from,
  files: ['src/**/*.ts'],
  modules: { '@returning-kit/mcp': mcp },
  mockUrl: inject('mockUrl'),
  credentials: ['token'],
})
