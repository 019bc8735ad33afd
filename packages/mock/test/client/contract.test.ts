import type { OperationModel } from '@returning-kit/codegen/internal'
import * as core from '@returning-kit/core'
import { type ClientOptions, createClient, isCredentialError } from '@returning-kit/core'
import { startMock } from '@returning-kit/mock'
import { SchemaError, validation } from '@returning-kit/validation'
import * as operations from '@returning-kit/validation/operations'
import { expect, inject, it } from 'vitest'
import { document } from '../contract/document.ts'
import { functionOf, models } from '../helpers.ts'
import { mutationsOf } from './mutations.ts'
import { bodyOf, credentials, requestOf, validInputOf } from './requests.ts'

// Everything here is derived from the document, so that new operations are tested without a change.
let tried = 0

function clientOf(options: ClientOptions = {}): core.Client {
  const plugins = [validation(operations, { responses: 'throw', onDrift: () => {} })]
  return createClient({
    ...credentials,
    baseUrl: inject('mockUrl'),
    retry: false,
    plugins,
    ...options,
  })
}

const declared = models.flatMap((model) =>
  model.responses.flatMap(({ status }) =>
    /^\d{3}$/.test(status) ? [{ model, id: model.id, status: Number(status) }] : [],
  ),
)

it('has a function for every operation of the document', () => {
  expect(
    models.filter((model) => typeof functionOf(model.id) !== 'function').map(({ id }) => id),
  ).toEqual([])
})

it.each(declared)('$id reaches $status, which lands in its branch', async ({ model, status }) => {
  const outcome = await functionOf(model.id)(clientOf(), validInputOf(model), {
    headers: { prefer: `code=${status}` },
  })
  expect({ ok: outcome.ok, status: outcome.status }).toEqual({ ok: status < 300, status })
  expect(outcome.response.headers.get('sl-violations')).toBeNull()
  if (!outcome.ok) expect(outcome.reason).toBe('status')
})

const secured = models.filter(
  ({ security }) => security.length > 0 && security.every((schemes) => schemes.length > 0),
)

it.each(secured)('$id is refused without its credential, here and by the mock', async (model) => {
  const error = await functionOf(model.id)(
    createClient({ baseUrl: inject('mockUrl') }),
    validInputOf(model),
  ).then(undefined, (thrown: unknown) => thrown)
  expect(isCredentialError(error)).toBe(true)
  const legal = await requestOf(model, inject('mockUrl'))
  const bare = new Request(legal.url, {
    method: legal.method,
    body: legal.body ? await legal.arrayBuffer() : null,
  })
  const type = legal.headers.get('content-type')
  if (type) bare.headers.set('content-type', type)
  expect((await fetch(bare)).status).toBe(401)
})

it.each(models)('$id is refused with any single mistake', async (model) => {
  const legal = await requestOf(model, inject('mockUrl'))
  const headers = new Headers(legal.headers)
  const body = await bodyOf(legal)
  if (body instanceof FormData) headers.delete('content-type')
  const accepted: string[] = []
  const mutations = mutationsOf(document, model, { url: legal.url, headers, body })
  tried += mutations.length
  for (const { what, url, ...rest } of mutations) {
    const answer = await fetch(url, {
      method: legal.method,
      headers: rest.headers,
      body: rest.body ?? null,
    })
    if (answer.status < 400) accepted.push(what)
  }
  expect(accepted).toEqual([])
})

it('tried mistakes in most operations', () => {
  expect(tried).toBeGreaterThan(models.length * 5)
})

it('cannot be fooled by a schema that does not compile: neither the mock nor the mutations take it', async () => {
  const broken = structuredClone(document)
  const id = broken.components?.schemas?.['ObjectId'] as { pattern: string }
  id.pattern = '(['
  const model = models.find(({ id }) => id === 'listCommunityUsers') as OperationModel
  // Prism would let every call pass in silence, and the mutations would name it as accepted.
  await expect(startMock({ port: 0, document: broken })).rejects.toThrow(
    'schema #/components/schemas/ObjectId does not compile',
  )
  const url = `${inject('mockUrl')}/v1/communities/not-an-id/users`
  expect(() =>
    mutationsOf(broken, model, { url, headers: new Headers(), body: undefined }),
  ).toThrow('Invalid regular expression')
})

it('notices an answer that does not fit', async () => {
  const client = createClient({
    ...credentials,
    fetch: async () => Response.json({ meta: { status: 'success', statusCode: 'many' }, data: {} }),
    plugins: [validation(operations, { responses: 'throw', onDrift: () => {} })],
  })
  const outcome = core.listCommunityUsers(client, { communityId: '6167dba9c548eb5c7ec28057' })
  await expect(outcome).rejects.toBeInstanceOf(SchemaError)
})
