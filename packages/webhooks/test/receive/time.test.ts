import { FakeClock } from '@repo/testing/fake-clock'
import { expect, it } from 'vitest'
import {
  createTestRequest,
  type EventCodec,
  eventEnvelope,
  eventEnvelopeUtc,
  receive,
  singleEvent,
} from '../../src/index.ts'
import { schemes } from '../helpers.ts'

const clock = new FakeClock()
const { time: now } = clock
const day = 86_400_000

it('limits the distance of the time of sending from now', async () => {
  const options = { scheme: schemes.signed, clock }
  for (const [offset, expected] of [
    [-300_000, 'accepted'],
    [300_000, 'accepted'],
    [-301_000, 'stale'],
    [301_000, 'stale'],
  ] as const) {
    const sentAt = new Date(now + offset)
    const request = await createTestRequest('userJoinedServer', {}, { ...options, sentAt })
    const result = await receive(request, options).then(
      () => 'accepted',
      ({ reason }) => reason,
    )
    expect(result).toBe(expected)
  }
})

it('accepts a delivery however long ago the event happened', async () => {
  for (const scheme of [schemes.signed, schemes.gcm]) {
    for (const offset of [-600_000, -30 * day, day]) {
      const occurredAt = new Date(now + offset)
      const options = { scheme, clock }
      const request = await createTestRequest('userJoinedServer', {}, { ...options, occurredAt })
      expect(await receive(request, options)).toMatchObject({ occurredAt })
    }
  }
})

it.each([
  ['2026-01-01T00:00:00Z', now, now],
  ['2026-01-01T01:30:00+01:30', now, now],
  ['2026-01-01T00:00:00.500Z', now + 500, now + 500],
  ['2026-01-01T00:00:00', 'malformed', now],
  ['2026-01-01T00:00', 'malformed', now],
  ['2026-01-01', 'malformed', 'malformed'],
  ['1 January 2026', 'malformed', 'malformed'],
  ['2026-13-01T00:00:00Z', 'malformed', 'malformed'],
  [1767225600, 'malformed', 'malformed'],
])('reads %j', async (occurredAt, strict, utc) => {
  const plain: EventCodec = { ...singleEvent('userJoinedServer'), write: ({ payload }) => payload }
  const body = { eventType: 'userJoinedServer', id: 'event-1', occurredAt, data: {} }
  const read = async (events: EventCodec) => {
    const options = { scheme: schemes.gcm, clock }
    const request = await createTestRequest('userJoinedServer', body, { ...options, events: plain })
    return receive(request, { ...options, events }).then(
      (event) => event.occurredAt?.getTime(),
      ({ reason }) => reason,
    )
  }
  expect([await read(eventEnvelope), await read(eventEnvelopeUtc)]).toEqual([strict, utc])
})

it.each(['', 'x'.repeat(257), 'a\u0000b', 'a\nb', '\ud800'])(
  'rejects the id %j, which a database could not store',
  async (id) => {
    const options = { scheme: schemes.gcm }
    const request = await createTestRequest('userJoinedServer', {}, { ...options, id })
    await expect(receive(request, options)).rejects.toMatchObject({ reason: 'malformed' })
  },
)
