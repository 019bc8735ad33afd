import * as core from '@returning-kit/core'
import * as paths from '@returning-kit/core/paths'
import { expect, it } from 'vitest'
import type * as Core from '../src/index.ts'

it('exports the types of openapi-typescript from ./paths only', () => {
  for (const name of ['paths', 'operations', 'components']) {
    expect(Object.keys(core)).not.toContain(name)
  }
  // @ts-expect-error `paths` is exported from ./paths
  type Paths = Core.paths
  // @ts-expect-error `operations` is exported from ./paths
  type Operations = Core.operations
  // @ts-expect-error `components` is exported from ./paths
  type Components = Core.components
  const types: [Paths, Operations, Components] | undefined = undefined
  expect(types).toBeUndefined()
  expect(Object.keys(paths)).toEqual([])
})

it('exports what users of the functions need from the runtime, and nothing for generated code', () => {
  expect(core).toMatchObject({
    createClient: expect.any(Function),
    isCallError: expect.any(Function),
    InputError: expect.any(Function),
  })
  for (const name of ['call', 'pagedCall', 'createContractClient', 'jsonBody', 'query', 'header']) {
    expect(Object.keys(core)).not.toContain(name)
  }
})
