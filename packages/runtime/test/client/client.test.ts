import { readFile } from 'node:fs/promises'
import { inspect } from 'node:util'
import {
  call,
  createContractClient,
  isClient,
  isInputError,
  type Operation,
} from '@returning-kit/runtime'
import { createContractFetchClient } from '@returning-kit/runtime/openapi-fetch'
import { expect, it } from 'vitest'
import { type Client, contextKey } from '../../src/client/client.ts'

const operation = { id: 'read', method: 'GET', path: '/read' } as const satisfies Operation
const contract = { server: 'https://api.example.com' }
const client = createContractClient(contract, { fetch: async () => Response.json({}) })

// A client as another major version of the runtime creates it.
const foreignClient = Object.defineProperty({}, contextKey, {
  value: () => ({ major: '999' }),
}) as Client

it('has the major version of the package', async () => {
  const manifest = JSON.parse(
    await readFile(new URL('../../package.json', import.meta.url), 'utf8'),
  ) as { version: string }
  const major = manifest.version.split('.')[0]
  expect(
    client[contextKey]().major,
    'Set `major` in packages/runtime/src/client/client.ts to the new major version.',
  ).toBe(major)
})

it('rejects a client of another major version, and says what to do', async () => {
  const error = await call(foreignClient, operation).catch((thrown: unknown) => thrown)
  expect(isInputError(error) && error.parameter).toBe('client')
  expect((error as Error).message).toBe(
    'read: `client` is from another major version of @returning-kit/runtime; install one version.',
  )
  const fetchContract = { createClient: () => client, routes: {} }
  expect(() => createContractFetchClient(fetchContract, foreignClient)).toThrow(
    'another major version',
  )
})

it.each([undefined, null, {}, { [Symbol.for('other')]: 1 }, 'client'])(
  'rejects %o, which is no client',
  async (value) => {
    expect(isClient(value)).toBe(false)
    await expect(call(value as unknown as Client, operation)).rejects.toThrow(
      '`client` is not a client; make one with createClient().',
    )
  },
)

it('recognizes clients, so that options are not mistaken for one', () => {
  expect(isClient(client)).toBe(true)
  expect(isClient(foreignClient)).toBe(true)
})

it('shows nothing of its context when it is printed', () => {
  const secretive = createContractClient(contract, { token: 'fake-secret' })
  expect(inspect(secretive, { depth: 10 })).toBe('{}')
  expect(JSON.stringify(secretive)).toBe('{}')
  expect(Object.keys(secretive)).toEqual([])
})
