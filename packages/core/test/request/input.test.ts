import {
  type BodySerializer,
  call,
  cookie,
  createContractClient,
  formBody,
  headerList,
  InputError,
  isInputError,
  jsonBody,
  multipartBody,
  type Operation,
  query,
  queryCommaDelimited,
  queryDeepObject,
  queryJson,
  queryObject,
  queryPipeDelimited,
  querySpaceDelimited,
  querystringJson,
  querystringText,
  rawBody,
} from '@returning-kit/runtime'
import { describe, expect, it } from 'vitest'
import { getCommunityUser, listCommunityUsers } from '../../src/index.ts'
import { communityId, observedClient, usersPage } from '../helpers.ts'

const rejection = (promise: PromiseLike<unknown>) =>
  Promise.resolve(promise).then(
    () => undefined,
    (error: unknown) => error,
  )

describe('path values', () => {
  it.each([
    ['missing', undefined, 'is missing'],
    ['null', null, 'is missing'],
    ['empty', '', 'is empty'],
    ['one dot', '.', 'dot segment'],
    ['two dots', '..', 'dot segment'],
    ['an array', ['a'], 'must be a string, number, boolean, bigint or Date; received an array'],
    ['an object', {}, 'received object'],
    ['not a number', Number.NaN, 'must be a finite number or Date'],
    ['a lone surrogate', '\ud800', 'lone surrogate'],
  ])('rejects %s before a request is sent', async (_, value, why) => {
    const { client, requests } = observedClient(() => usersPage([]))
    const error = await rejection(listCommunityUsers(client, { communityId: value as string }))
    expect(isInputError(error) && error.parameter).toBe('communityId')
    expect((error as Error).message).toContain(why)
    expect((error as InputError).operation).toBe('listCommunityUsers')
    expect(requests).toHaveLength(0)
  })

  it.each(['a/b', '%2e%2e', 'a?b#c', '../../..', 'ü', ' '])(
    'keeps %j inside its segment',
    async (value) => {
      const { client, requests } = observedClient(() => usersPage([]))
      await getCommunityUser(client, { communityId, userId: value })
      const path = new URL(requests[0]?.url ?? '').pathname.split('/')
      expect(path).toHaveLength(6)
      expect(decodeURIComponent(path[5] ?? '')).toBe(value)
    },
  )
})

const operation: Operation = {
  id: 'search',
  method: 'GET',
  path: '/search',
  parameters: {
    plain: query,
    form: queryObject,
    csv: queryCommaDelimited,
    space: querySpaceDelimited,
    pipe: queryPipeDelimited,
    deep: queryDeepObject,
    json: queryJson,
    whole: querystringJson,
    path: querystringText,
    'x-trace': headerList,
    seen: cookie,
  },
}

function recordingClient(respond = () => Response.json({})) {
  const requests: Request[] = []
  const fetch = async (...args: [string, RequestInit]) => {
    const request = new Request(...args)
    requests.push(request)
    return respond()
  }
  const client = createContractClient({ server: 'https://api.example.com' }, { fetch })
  return { client, requests }
}

async function sent(input: object): Promise<Request> {
  const { client, requests } = recordingClient()
  await call(client, operation, input)
  return requests[0] as Request
}

describe('serialization', () => {
  it.each([
    [{ plain: ['a', 'b&c'] }, '?plain=a&plain=b%26c'],
    [{ form: { a: 1, b: true } }, '?a=1&b=true'],
    [{ plain: new Date(0) }, '?plain=1970-01-01T00%3A00%3A00.000Z'],
    [{ plain: undefined }, ''],
    [{ plain: [] }, ''],
    [{ plain: null }, ''],
    [{ csv: ['a', 'b,c'] }, '?csv=a,b%2Cc'],
    [{ csv: { a: 1, b: 2 } }, '?csv=a,1,b,2'],
    [{ space: ['a', 'b'] }, '?space=a%20b'],
    [{ pipe: ['a', 'b'] }, '?pipe=a|b'],
    [{ deep: { a: 1, b: ['x', 'y'] } }, '?deep[a]=1&deep[b]=x&deep[b]=y'],
    [{ json: { a: [1] } }, '?json=%7B%22a%22%3A%5B1%5D%7D'],
    [{ whole: 'a&b' }, '?%22a%26b%22'],
    [{ path: '$.a&b' }, '?%24.a%26b'],
  ])('serializes %j as %s', async (input, search) => {
    expect((await sent(input)).url).toBe(`https://api.example.com/search${search}`)
  })

  it('serializes a bigint', async () => {
    expect((await sent({ plain: 12n })).url).toContain('?plain=12')
  })

  it('serializes headers and cookies', async () => {
    const request = await sent({ 'x-trace': ['a', 'b'], seen: 'yes; no' })
    expect(request.headers.get('x-trace')).toBe('a,b')
    expect(request.headers.get('cookie')).toBe('seen=yes%3B%20no')
  })

  it.each([
    [{ 'x-trace': 'a\r\nx-evil: 1' }, 'x-trace', 'is not a valid header value'],
    [{ 'x-trace': 'snow ☃' }, 'x-trace', 'is not a valid header value'],
    [{ plain: [{ nested: true }] }, 'plain', 'must be a string, number'],
    [{ plain: new Date(Number.NaN) }, 'plain', 'must be a finite number or Date'],
    [{ plain: Number.POSITIVE_INFINITY }, 'plain', 'must be a finite number or Date'],
    [{ unknown: 1 }, 'unknown', 'is not a parameter of search'],
    [{ body: {} }, 'body', 'is not a parameter of search'],
  ])('rejects %j before a request is sent', async (input, parameter, why) => {
    const { client, requests } = recordingClient()
    const error = await rejection(call(client, operation, input))
    expect(error).toBeInstanceOf(InputError)
    expect(error).toMatchObject({ parameter, message: expect.stringContaining(why) })
    expect(requests).toHaveLength(0)
  })

  it('rejects a line break in a header of the call options', async () => {
    const { client } = recordingClient()
    await expect(call(client, operation, {}, { headers: { 'x-a': 'b\nc: d' } })).rejects.toThrow(
      '`headers.x-a` is not a valid header value',
    )
  })
})

describe('bodies', () => {
  const post = (type: string, serialize: BodySerializer): Operation => ({
    id: 'send',
    method: 'POST',
    path: '/send',
    body: { type, serialize },
  })

  it('serializes JSON and sets the content type', async () => {
    const { client, requests } = recordingClient()
    await call(client, post('application/json', jsonBody), { body: { a: [1, undefined] } })
    expect(requests[0]?.headers.get('content-type')).toBe('application/json')
    expect(await requests[0]?.text()).toBe('{"a":[1,null]}')
  })

  it('serializes a form', async () => {
    const { client, requests } = recordingClient()
    await call(client, post('application/x-www-form-urlencoded', formBody), {
      body: { a: ['1', 2], b: 'x y' },
    })
    expect(await requests[0]?.text()).toBe('a=1&a=2&b=x+y')
  })

  it('serializes a multipart form with its files', async () => {
    const { client, requests } = recordingClient()
    await call(client, post('multipart/form-data', multipartBody), {
      body: { file: new Blob(['hi'], { type: 'text/plain' }), note: 'n', list: { a: 1 } },
    })
    const form = await (requests[0] as Request).formData()
    expect(await (form.get('file') as File).text()).toBe('hi')
    expect(form.get('note')).toBe('n')
    expect(form.get('list')).toBe('{"a":1}')
  })

  it('rejects a stream, which cannot be sent twice', async () => {
    const { client, requests } = recordingClient()
    await expect(
      call(client, post('application/octet-stream', rawBody), { body: new ReadableStream() }),
    ).rejects.toThrow('pass a Blob')
    expect(requests).toHaveLength(0)
  })

  it('rejects a body that is not serializable as JSON', async () => {
    const { client } = recordingClient()
    const loop: Record<string, unknown> = {}
    loop['self'] = loop
    await expect(call(client, post('application/json', jsonBody), { body: loop })).rejects.toThrow(
      'cannot be serialized as JSON',
    )
    await expect(call(client, operation, { json: loop })).rejects.toThrow(
      '`json` cannot be serialized as JSON',
    )
  })
})

it('rejects a first argument that is not a client', async () => {
  await expect(listCommunityUsers({} as never, { communityId })).rejects.toThrow(
    '`client` is not a client; make one with createClient()',
  )
})
