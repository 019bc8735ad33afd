import fc from 'fast-check'
import { expect, it } from 'vitest'
import { valueAtPointer } from '../../src/result/pointer.ts'
import { sizeOf, type Trimmed, trimToSize } from '../../src/result/trim.ts'

const json = fc.jsonValue({ maxDepth: 4 }).filter((value) => value !== null)
const size = fc.integer({ min: 100, max: 2000 })

// Follows every part that is missing, and puts the value together again.
function readAll(whole: unknown, size: number): unknown {
  const queue: Trimmed[] = [trimToSize(whole, size)]
  const first = structuredClone(queue[0]?.value)
  const root = { value: first }
  for (let trimmed = queue.shift(); trimmed; trimmed = queue.shift()) {
    for (const { pointer, from, of } of trimmed.rest) {
      expect(from).toBeLessThan(of)
      const source = valueAtPointer(whole, pointer)
      const part = trimToSize(source, size, { pointer, from })
      append(root, `/value${pointer}`, part.value)
      queue.push(part)
    }
  }
  return root.value
}

function append(root: object, pointer: string, part: unknown): void {
  const target = valueAtPointer(root, pointer)
  if (Array.isArray(target)) target.push(...(part as unknown[]))
  else if (typeof target === 'object' && target !== null) Object.assign(target, part)
  else {
    const names = pointer.split('/')
    const last = (names.pop() ?? '').replaceAll('~1', '/').replaceAll('~0', '~')
    const parent = valueAtPointer(root, names.join('/')) as Record<string, unknown>
    parent[last] = `${target}${part}`
  }
}

it('loses nothing: the missing parts complete the value', () => {
  fc.assert(
    fc.property(json, size, (value, bytes) => {
      const plain = JSON.parse(JSON.stringify(value)) as unknown
      fc.pre(!JSON.stringify(plain).includes('__proto__'))
      expect(readAll(plain, bytes)).toEqual(plain)
    }),
    { numRuns: 500 },
  )
})

it('keeps to the size', () => {
  const shortNames = fc.jsonValue({ maxDepth: 4 })
  fc.assert(
    fc.property(shortNames, size, (value, bytes) => {
      const { value: trimmed } = trimToSize(value, bytes)
      expect(sizeOf(trimmed)).toBeLessThanOrEqual(bytes)
    }),
    { numRuns: 500 },
  )
})

it('keeps the totals beside a long list', () => {
  const items = Array.from({ length: 1000 }, (_, index) => ({ index }))
  const { value, rest } = trimToSize({ items, total: 1000, next: 'abc' }, 500)
  expect(value).toMatchObject({ total: 1000, next: 'abc' })
  expect(rest).toEqual([{ pointer: '/items', from: expect.any(Number), of: 1000 }])
})

it('does not split a character', () => {
  const text = '😀'.repeat(200)
  const { value } = trimToSize(text, 101)
  expect(String(value).isWellFormed()).toBe(true)
})
