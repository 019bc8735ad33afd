import { join } from 'node:path'
import { testDocuments } from '@repo/testing/documents'
import * as core from '@returning-kit/core'
import * as mock from '@returning-kit/mock'
import { inject } from 'vitest'
import * as schemes from '../../core/src/generated/credentials.gen.ts'

const folder = join(import.meta.dirname, '..')

await testDocuments(folder, [
  { name: 'readme', files: ['README.md'] },
  {
    name: 'examples',
    files: ['src/**/*.ts'],
    modules: { '@returning-kit/core': core, '@returning-kit/mock': mock },
    mockUrl: inject('mockUrl'),
    credentials: Object.values(schemes).map(({ option }) => option),
  },
])
