import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createMock } from '../../src/index.ts'
import { ItemEntries } from '../../src/scenario/item-entries.ts'
import { type ItemSequence, itemArray } from '../../src/scenario/item-sequence.ts'
import { seedItems } from '../../src/scenario/seed-item.ts'
import { headers, users } from '../helpers.ts'

const seed = Number(process.env['SEED'] ?? 20_260_601)
const itemOf = (id: string, value = 0) => ({ id, value })

function fakeSequence(length: number): { sequence: ItemSequence; reads: () => number } {
  let reads = 0
  const sequence = {
    length,
    at: (index: number) => {
      reads += 1
      return itemOf(String(index))
    },
    indexOf: (id: string) => (Number(id) < length ? Number(id) : -1),
  }
  return { sequence, reads: () => reads }
}

const pageSize = 20

it.each([1000, 1_000_000])('reads as many items as a page of %i has', (length) => {
  const { sequence, reads } = fakeSequence(length)
  const entries = new ItemEntries(sequence)
  const page = entries.slice(() => true, length - 50, pageSize)
  expect(page[0]?.item).toEqual(itemOf(String(length - 50)))
  expect([entries.count(() => true), page.length, reads()]).toEqual([length, pageSize, pageSize])
})

it('serves a page of a million items, and each by its id', async () => {
  const mock = createMock({
    scenario: {
      collections: [{ list: 'listCommunityUsers', items: 1_000_000, read: 'getCommunityUser' }],
    },
  })
  const get = async (path: string) => {
    const response = await mock.fetch(`https://any.example${path}`, { headers })
    const { data } = (await response.json()) as { data: { _id: string }[] }
    return { status: response.status, data }
  }
  const last = await get(`${users}?limit=20&page=50000`)
  const [item] = last.data.slice(-1)
  expect([last.data.length, item?._id]).toEqual([20, expect.stringMatching(/f4240$/)])
  expect((await get(`${users}/${item?._id}`)).data).toMatchObject({ _id: item?._id })
  expect((await get(`${users}/000000000000000000000000`)).status).toBe(404)
})

const ids = ['0', '1', '2', '3', '4', 'a', 'b']
const change = fc.record({
  kind: fc.constantFrom('create', 'update', 'remove' as const),
  id: fc.constantFrom(...ids),
  value: fc.integer({ min: 1, max: 9 }),
})

it('has the items of a plain map after any changes', () => {
  const property = fc.property(
    fc.array(change, { maxLength: 30 }),
    fc.nat(8),
    fc.nat(4),
    (changes, start, size) => {
      const items = [0, 1, 2, 3, 4].map((number) => itemOf(String(number)))
      const model = new Map(items.map((item) => [item.id, item]))
      const entries = new ItemEntries(itemArray(items, 'id'))
      for (const { kind, id, value } of changes) {
        const item = itemOf(id, value)
        const exists = model.has(id)
        if (kind === 'remove') {
          model.delete(id)
          entries.remove(id)
        } else if (kind === 'update' && exists) {
          model.set(id, item)
          entries.update(id, item)
        } else if (kind === 'create' && !exists) {
          model.set(id, item)
          entries.create(id, item, {})
        }
      }
      const copy = new ItemEntries(itemArray([], 'id'), entries)
      for (const each of [entries, copy]) {
        expect(each.count(() => true)).toBe(model.size)
        const page = each.slice(() => true, start, size).map(({ item }) => item)
        expect(page).toEqual([...model.values()].slice(start, start + size))
        expect(ids.map((id) => each.get(id)?.item)).toEqual(ids.map((id) => model.get(id)))
      }
    },
  )
  fc.assert(property, { seed, numRuns: 1000 })
})

it.each([
  '6167dba9c548eb5c7ec28057',
  '8d8ac610-566d-4ef0-9c22-186b2a5ed793',
  'a@x.example',
  'a',
  5,
])('finds the copies of an item with the id %s', (id) => {
  const sequence = seedItems([{ id }, { id }], { count: 30, idName: 'id', isValid: () => true })
  const found = Array.from({ length: 30 }, (_, index) => sequence.at(index)['id'])
  expect(found.map((each) => sequence.indexOf(String(each)))).toEqual([...found.keys()])
  expect(sequence.indexOf('nowhere-31')).toBe(-1)
})
