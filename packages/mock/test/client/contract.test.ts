import { exampleInput, type OperationModel, readCredentials } from '@repo/codegen'
import * as core from '@returning-kit/core'
import {
  type AnyResult,
  type ClientOptions,
  createClient,
  isCredentialError,
} from '@returning-kit/core'
import { startMock } from '@returning-kit/mock'
import { SchemaError, validation } from '@returning-kit/validation'
import * as operations from '@returning-kit/validation/operations'
import { expect, inject, it } from 'vitest'
import { document } from '../contract/document.ts'
import { models } from '../helpers.ts'
import { mutationsOf } from './mutations.ts'

// Everything here is derived from the document, so that new operations are tested without a change.
const credentials = Object.fromEntries(
  [...readCredentials(document, models).values()].map(({ option }) => [option, 'fake-credential']),
)

type Generated = (
  client: core.Client,
  input: object,
  options?: core.CallOptions,
) => PromiseLike<AnyResult>

const functionOf = ({ id }: OperationModel) =>
  (core as unknown as Record<string, Generated>)[id] as Generated

function evaluate(text: unknown): unknown {
  // An example's file is written as code, for the reader; here it becomes the file.
  const isCode =
    typeof text === 'object' &&
    text !== null &&
    'text' in text &&
    /^new Blob/.test(String(text.text))
  if (isCode) return new Blob(['name,email\n'], { type: 'text/csv' })
  if (Array.isArray(text)) return text.map(evaluate)
  if (typeof text !== 'object' || text === null) return text
  return Object.fromEntries(Object.entries(text).map(([name, value]) => [name, evaluate(value)]))
}

let tried = 0

const inputOf = (model: OperationModel) =>
  evaluate(exampleInput(document, model)) as Record<string, unknown>

function clientOf(options: ClientOptions = {}): core.Client {
  const plugins = [validation(operations, { responses: 'throw', onDrift: () => {} })]
  return createClient({
    ...(credentials as object),
    baseUrl: inject('mockUrl'),
    retry: false,
    plugins,
    ...options,
  })
}

/** The request that a function makes, as it would leave. */
async function requestOf(model: OperationModel): Promise<Request> {
  const { promise, resolve } = Promise.withResolvers<Request>()
  const client = createClient({
    ...(credentials as object),
    baseUrl: inject('mockUrl'),
    retry: false,
    fetch: async (...given) => {
      resolve(new Request(...given))
      return new Response(null, { status: 204 })
    },
  })
  await functionOf(model)(client, inputOf(model))
  return promise
}

const declared = models.flatMap((model) =>
  model.responses.flatMap(({ status }) =>
    /^\d{3}$/.test(status) ? [{ model, id: model.id, status: Number(status) }] : [],
  ),
)

it('has a function for every operation of the document', () => {
  expect(
    models.filter((model) => typeof functionOf(model) !== 'function').map(({ id }) => id),
  ).toEqual([])
})

it.each(declared)('$id reaches $status, which lands in its branch', async ({ model, status }) => {
  const outcome = await functionOf(model)(clientOf(), inputOf(model), {
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
  const error = await functionOf(model)(
    createClient({ baseUrl: inject('mockUrl') }),
    inputOf(model),
  ).then(undefined, (thrown: unknown) => thrown)
  expect(isCredentialError(error)).toBe(true)
  const legal = await requestOf(model)
  const bare = new Request(legal.url, {
    method: legal.method,
    body: legal.body ? await legal.arrayBuffer() : null,
  })
  const type = legal.headers.get('content-type')
  if (type) bare.headers.set('content-type', type)
  expect((await fetch(bare)).status).toBe(401)
})

async function bodyOf(request: Request): Promise<unknown> {
  if (!request.body) return undefined
  return /json/.test(request.headers.get('content-type') ?? '')
    ? request.json()
    : request.formData()
}

it.each(models)('$id is refused with any single mistake', async (model) => {
  const legal = await requestOf(model)
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
    ...(credentials as object),
    fetch: async () => Response.json({ meta: { status: 'success', statusCode: 'many' }, data: {} }),
    plugins: [validation(operations, { responses: 'throw', onDrift: () => {} })],
  })
  const outcome = core.listCommunityUsers(client, { communityId: '6167dba9c548eb5c7ec28057' })
  await expect(outcome).rejects.toBeInstanceOf(SchemaError)
})
