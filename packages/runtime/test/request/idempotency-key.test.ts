import { FakeClock } from '@repo/testing/fake-clock'
import { expect, it } from 'vitest'
import { idempotencyKey, type Operation } from '../../src/index.ts'
import { observed, read, status } from '../helpers.ts'

const write: Operation = {
  ...read,
  id: 'writeThing',
  method: 'POST',
  idempotent: true,
  prepare: idempotencyKey('Idempotency-Key'),
}
const keyOf = ({ headers }: Request) => headers.get('idempotency-key')

it('sends the same key with each attempt of a call, and another with the next call', async () => {
  const clock = new FakeClock()
  const { thing, requests } = observed((_, count) => status(count === 1 ? 503 : 200), { clock })
  await clock.run(thing(write))
  await clock.run(thing(write))
  const [first, again, next] = requests.map(keyOf)
  expect(first).toMatch(/^[0-9a-f-]{36}$/)
  expect(again).toBe(first)
  expect(next).not.toBe(first)
  expect(requests).toHaveLength(3)
})

it('sends the key of the caller', async () => {
  const { thing, requests } = observed(() => status(200))
  await thing(write, { headers: { 'idempotency-key': 'order-7' } })
  expect(requests.map(keyOf)).toEqual(['order-7'])
})
