import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Document } from '../../src/contract/document.ts'
import { readOperations } from '../../src/contract/operation.ts'
import { createRouter } from '../../src/http/router.ts'
import { document } from '../contract/document.ts'

const operations = readOperations(document as unknown as Document)
const route = createRouter(operations)
const value = fc
  .string({ minLength: 1 })
  .map((segment) => encodeURIComponent(segment))
  .filter((segment) => !/^\.+$/.test(segment))

it('finds every operation of the contract with any path parameters', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...operations),
      fc.array(value, { minLength: 5, maxLength: 5 }),
      (operation, values) => {
        const names = [...operation.path.matchAll(/\{([^{}]+)\}/g)].map(
          ([, name]) => name as string,
        )
        const path = names.reduce(
          (template, name, index) => template.replace(`{${name}}`, () => values[index] as string),
          operation.path,
        )
        const match = route(operation.method, path)
        // An operation that has the value as a literal segment is preferred.
        if (match?.operation !== operation)
          return expect(operations.map((each) => each.path)).toContain(decodeURIComponent(path))
        expect(match.path).toEqual(
          Object.fromEntries(
            names.map((name, index) => [name, decodeURIComponent(values[index] as string)]),
          ),
        )
      },
    ),
    { numRuns: 500 },
  )
})

it('prefers literal segments', () => {
  expect(route('PUT', '/v1/products/bulk')?.operation.id).toBe('bulkUpdateProducts')
  expect(route('PUT', '/v1/products/507f1f77bcf86cd799439031')?.operation.id).toBe('updateProduct')
})

it.each([
  ['GET', '/nowhere'],
  ['DELETE', '/v1/products/bulk/x'],
  ['GET', '/v1/products/'],
  ['GET', '//v1/products'],
  ['BREW', '/v1/products'],
])('finds nothing for %s %s', (method, path) => {
  expect(route(method, path)).toBeUndefined()
})

it('leaves an invalid escape sequence unchanged', () => {
  expect(route('GET', '/v1/products/%zz')?.path).toEqual({ productID: '%zz' })
})
