import type { StandardSchemaV1 } from '@standard-schema/spec'
import { describe, expect, it } from 'vitest'
import {
  type EventCall,
  eventCall,
  type JsonEventCall,
  type JsonLinesCall,
  jsonEventCall,
  jsonLinesCall,
} from '../../src/index.ts'
import { type Drift, isSchemaError, validation } from '../../src/validation/index.ts'
import { clientOf, download } from './service.ts'

// A schema as any library has it: the values that `isValid` accepts.
const schema = (isValid: (value: unknown) => boolean): StandardSchemaV1 => ({
  '~standard': {
    version: 1,
    vendor: 'test',
    validate: (value) =>
      isValid(value) ? { value } : { issues: [{ message: 'must have an id', path: ['id'] }] },
  },
})
const hasId = schema((value) => Number.isInteger((value as { id?: unknown }).id))
const hasDataId = schema((value) => Number.isInteger((value as { data: { id?: unknown } }).data.id))

type Modes = Parameters<typeof validation>[1]

async function read(body: string, items: StandardSchemaV1, kind: 'lines' | 'events', modes: Modes) {
  const drifts: Drift[] = []
  const onDrift = (drift: Drift) => drifts.push(drift)
  const plugin = validation({ download: { items } }, { onDrift, ...modes })
  const client = await clientOf((response) => response.end(body), { plugins: [plugin] })
  const call =
    kind === 'lines'
      ? jsonLinesCall<JsonLinesCall<unknown, unknown, unknown>>(client, download)
      : jsonEventCall<JsonEventCall<unknown, unknown, unknown>>(client, download)
  const received: unknown[] = []
  let error: unknown
  try {
    for await (const item of call) received.push(item)
  } catch (thrown) {
    error = thrown
  }
  return { drifts, received, error }
}

const lines = '{"id":1}\n{"id":"secret"}\n{"id":3}\n'

describe('an invalid item of a stream', () => {
  it('throws SchemaError at its place, after the items before it', async () => {
    const { received, error, drifts } = await read(lines, hasId, 'lines', { responses: 'throw' })
    expect(received).toEqual([{ id: 1 }])
    if (!isSchemaError(error)) expect.fail(`${error}`)
    expect(error).toMatchObject({ index: 1, status: 200, operation: 'download' })
    expect(error.message).toContain('Item 1 of the response of download does not match')
    expect(error.message).not.toContain('secret')
    expect(error.data).toEqual({ id: 'secret' })
    expect(error.response?.status).toBe(200)
    expect(drifts).toMatchObject([{ operation: 'download', status: 200, index: 1 }])
  })

  it('is returned by default, and reported', async () => {
    const { received, error, drifts } = await read(lines, hasId, 'lines', {})
    expect(error).toBeUndefined()
    expect(received).toHaveLength(3)
    expect(drifts).toMatchObject([{ index: 1 }])
  })

  it('is not looked for where responses are not validated', async () => {
    const modes = { operations: { download: { responses: 'off' } } } as const
    const { received, drifts } = await read(lines, hasId, 'lines', modes)
    expect([received.length, drifts.length]).toEqual([3, 0])
  })

  it('may be an event', async () => {
    const body = 'data: {"id":1}\n\ndata: {}\n\n'
    const { received, error } = await read(body, hasDataId, 'events', { responses: 'throw' })
    expect(received).toHaveLength(1)
    expect(isSchemaError(error) && error.index).toBe(1)
  })
})

it('validates events whose data is a string', async () => {
  const plugin = validation(
    { download: { items: schema((event) => (event as { data: string }).data !== 'bad') } },
    { responses: 'throw', onDrift: () => {} },
  )
  const client = await clientOf((response) => response.end('data: bad\n\n'), { plugins: [plugin] })
  const events = eventCall<EventCall<unknown, unknown>>(client, download)
  const error = await events[Symbol.asyncIterator]()
    .next()
    .catch((thrown: unknown) => thrown)
  expect(isSchemaError(error) && error.index).toBe(0)
})
