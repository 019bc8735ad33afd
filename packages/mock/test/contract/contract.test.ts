import { exampleInput, type OperationModel, readOperations } from '@repo/codegen'
import * as core from '@returning-kit/core'
import {
  type AnyResult,
  type ClientOptions,
  createClient,
  isCredentialError,
} from '@returning-kit/core'
import { SchemaError, validation } from '@returning-kit/validation'
import * as operations from '@returning-kit/validation/operations'
import { expect, inject, it } from 'vitest'
import { startMock } from '../../src/index.ts'
import { document } from './document.ts'
import { mutationsOf } from './mutations.ts'

// Everything here is derived from the document, so that new operations are tested without a change.
const models = readOperations(document)
const credentials = Object.fromEntries(
  Object.keys(document.components?.securitySchemes ?? {}).map((name) => [name, 'fake-credential']),
)

type Generated = (
  client: core.Client,
  input: object,
  options?: core.CallOptions,
) => PromiseLike<AnyResult>

const functionOf = ({ id }: OperationModel) =>
  (core as unknown as Record<string, Generated>)[id] as Generated

function evaluate(value: unknown): unknown {
  // Examples contain the code that creates a file. It is replaced by that file.
  const isCode =
    typeof value === 'object' &&
    value !== null &&
    'text' in value &&
    /^new Blob/.test(String(value.text))
  if (isCode) return new Blob(['name,email\n'], { type: 'text/csv' })
  if (Array.isArray(value)) return value.map(evaluate)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, property]) => [name, evaluate(property)]),
  )
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

/** Returns the request that a function sends. */
async function requestOf(model: OperationModel): Promise<Request> {
  const { promise, resolve } = Promise.withResolvers<Request>()
  const client = createClient({
    ...(credentials as object),
    baseUrl: inject('mockUrl'),
    retry: false,
    fetch: async (...request) => {
      resolve(new Request(...request))
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

it.each(declared)('$id returns the result of status $status', async ({ model, status }) => {
  const result = await functionOf(model)(clientOf(), inputOf(model), {
    headers: { prefer: `code=${status}` },
  })
  expect({ ok: result.ok, status: result.status }).toEqual({ ok: status < 300, status })
  expect(result.response.headers.get('sl-violations')).toBeNull()
  if (!result.ok) expect(result.reason).toBe('status')
})

const secured = models.filter(
  ({ security }) => security.length > 0 && security.every((schemes) => schemes.length > 0),
)

it.each(secured)(
  '$id is rejected without its credential, by the client and by the mock',
  async (model) => {
    const error = await functionOf(model)(
      createClient({ baseUrl: inject('mockUrl') }),
      inputOf(model),
    ).then(undefined, (thrown: unknown) => thrown)
    expect(isCredentialError(error)).toBe(true)
    const valid = await requestOf(model)
    const bare = new Request(valid.url, {
      method: valid.method,
      body: valid.body ? await valid.arrayBuffer() : null,
    })
    const type = valid.headers.get('content-type')
    if (type) bare.headers.set('content-type', type)
    expect((await fetch(bare)).status).toBe(401)
  },
)

async function bodyOf(request: Request): Promise<unknown> {
  if (!request.body) return undefined
  return /json/.test(request.headers.get('content-type') ?? '')
    ? request.json()
    : request.formData()
}

it.each(models)('$id is rejected with any single mistake', async (model) => {
  const valid = await requestOf(model)
  const headers = new Headers(valid.headers)
  const body = await bodyOf(valid)
  if (body instanceof FormData) headers.delete('content-type')
  const accepted: string[] = []
  const mutations = mutationsOf(document, model, { url: valid.url, headers, body })
  tried += mutations.length
  for (const { what, url, ...rest } of mutations) {
    const response = await fetch(url, {
      method: valid.method,
      headers: rest.headers,
      body: rest.body ?? null,
    })
    if (response.status < 400) accepted.push(what)
  }
  expect(accepted).toEqual([])
})

it('tries mistakes in most operations', () => {
  expect(tried).toBeGreaterThan(models.length * 5)
})

it('does not start with a schema that does not compile, and neither do the mutations', async () => {
  const broken = structuredClone(document)
  const id = broken.components?.schemas?.['ObjectId'] as { pattern: string }
  id.pattern = '(['
  const model = models.find(({ id }) => id === 'listCommunityUsers') as OperationModel
  // Prism would accept every request, and the mutations would report that as an error.
  await expect(startMock({ port: 0, document: broken })).rejects.toThrow(
    'schema #/components/schemas/ObjectId does not compile',
  )
  const url = `${inject('mockUrl')}/v1/communities/not-an-id/users`
  expect(() =>
    mutationsOf(broken, model, { url, headers: new Headers(), body: undefined }),
  ).toThrow('Invalid regular expression')
})

it('reports a response that does not match its schema', async () => {
  const client = createClient({
    ...(credentials as object),
    fetch: async () => Response.json({ meta: { status: 'success', statusCode: 'many' }, data: {} }),
    plugins: [validation(operations, { responses: 'throw', onDrift: () => {} })],
  })
  const result = core.listCommunityUsers(client, { communityId: '6167dba9c548eb5c7ec28057' })
  await expect(result).rejects.toBeInstanceOf(SchemaError)
})
