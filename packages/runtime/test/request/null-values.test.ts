import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Conversion, convertedParameter } from '../../src/conversion/index.ts'
import {
  allowReserved,
  call,
  cookie,
  cookieJson,
  cookieStyle,
  createContractClient,
  header,
  headerJson,
  headerList,
  headerStyle,
  isInputError,
  jsonBody,
  nestedAsJson,
  type Operation,
  type ParameterSerializer,
  parameterGroup,
  pathStyle,
  query,
  queryCommaDelimited,
  queryDeepObject,
  queryJson,
  queryObject,
  queryPipeDelimited,
  querySpaceDelimited,
  querystringText,
} from '../../src/index.ts'

let server: Server
let url: string
const received: { search: string; headers: Record<string, unknown>; body: string }[] = []

beforeAll(async () => {
  server = createServer(async (request, response) => {
    let body = ''
    for await (const part of request) body += part
    const { search } = new URL(request.url ?? '', 'http://localhost')
    received.push({ search, headers: request.headers, body })
    response.setHeader('content-type', 'application/json').end('{}')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})

afterAll(() => new Promise((resolve) => server.close(resolve)))

async function sent(operation: Partial<Operation>, input: object, headers?: object) {
  const whole: Operation = { id: 'search', method: 'GET', path: '/search', ...operation }
  const client = createContractClient({ server: url }, {})
  await call(client, whole, input, headers && { headers: headers as never })
  return received.at(-1)
}

const sentParameter = (serialize: ParameterSerializer, value: unknown) =>
  sent({ parameters: { p: serialize } }, { p: value })

const dates: Conversion = {
  jsonSchema: { type: 'array', items: { type: ['string', 'null'], format: 'date' } },
  definitions: () => ({}),
}

const queries: [name: string, serialize: ParameterSerializer][] = [
  ['form, exploded', query],
  ['form, of an array or an object', queryObject],
  ['form, not exploded', queryCommaDelimited],
  ['spaceDelimited', querySpaceDelimited],
  ['pipeDelimited', queryPipeDelimited],
  ['deepObject', queryDeepObject],
  ['form, with reserved characters', allowReserved(query)],
  ['form, not exploded, of nested values', nestedAsJson(queryCommaDelimited)],
  ['a whole query', querystringText],
  ['converted', convertedParameter(query, dates)],
]

it.each(queries)('omits a query parameter that is null: %s', async (_, serialize) => {
  expect(await sentParameter(serialize, null)).toMatchObject({ search: '' })
})

it.each([
  [query, '?p=a&p=b'],
  [queryObject, '?p=a&p=b'],
  [queryCommaDelimited, '?p=a,b'],
  [querySpaceDelimited, '?p=a%20b'],
  [queryPipeDelimited, '?p=a|b'],
  [queryDeepObject, '?p[]=a&p[]=b'],
  [allowReserved(query), '?p=a&p=b'],
  [nestedAsJson(queryCommaDelimited), '?p=a,b'],
])('skips the items of an array in the query that are null: %o %s', async (serialize, search) => {
  expect(await sentParameter(serialize, ['a', null, 'b'])).toMatchObject({ search })
  expect(await sentParameter(serialize, [null])).toMatchObject({ search: '' })
})

it.each([
  [queryObject, '?a=1'],
  [queryCommaDelimited, '?p=a,1'],
  [queryPipeDelimited, '?p=a|1'],
  [queryDeepObject, '?p[a]=1'],
  [nestedAsJson(queryCommaDelimited), '?p=a,1'],
])(
  'skips the properties of an object in the query that are null: %o %s',
  async (serialize, search) => {
    expect(await sentParameter(serialize, { a: 1, b: null })).toMatchObject({ search })
    expect(await sentParameter(serialize, { b: null })).toMatchObject({ search: '' })
  },
)

it('skips the dates of an array that are null', async () => {
  const serialize = convertedParameter(query, dates)
  expect(await sentParameter(serialize, [new Date(0), null])).toMatchObject({
    search: '?p=1970-01-01',
  })
})

it('skips the null parameters of a group', async () => {
  const parameters = { query: parameterGroup({ a: query, b: query }) }
  expect(await sent({ parameters }, { query: { a: null, b: [null, 1] } })).toMatchObject({
    search: '?b=1',
  })
})

it.each([
  ['single', header],
  ['list', headerList],
  ['simple', headerStyle(false)],
  ['simple, exploded', headerStyle(true)],
])('omits a header that is null: %s', async (_, serialize) => {
  expect((await sentParameter(serialize, null))?.headers).not.toHaveProperty('p')
})

it.each([headerList, headerStyle(false), headerStyle(true)])(
  'skips the items of a header that are null: %o',
  async (serialize) => {
    expect((await sentParameter(serialize, ['a', null, 'b']))?.headers).toHaveProperty('p', 'a,b')
    expect((await sentParameter(serialize, [null]))?.headers).not.toHaveProperty('p')
  },
)

it('skips the properties of a header that are null', async () => {
  const value = { a: 1, b: null }
  expect((await sentParameter(headerStyle(false), value))?.headers).toHaveProperty('p', 'a,1')
  expect((await sentParameter(headerStyle(true), value))?.headers).toHaveProperty('p', 'a=1')
  expect((await sentParameter(headerStyle(true), { b: null }))?.headers).not.toHaveProperty('p')
})

it.each([
  ['single', cookie],
  ['form', cookieStyle(false)],
  ['form, exploded', cookieStyle(true)],
])('omits a cookie that is null: %s', async (_, serialize) => {
  expect((await sentParameter(serialize, null))?.headers).not.toHaveProperty('cookie')
})

it.each([
  [cookieStyle(false), ['a', null, 'b'], 'p=a,b'],
  [cookieStyle(true), ['a', null, 'b'], 'p=a; p=b'],
  [cookieStyle(false), { a: 1, b: null }, 'p=a,1'],
  [cookieStyle(true), { a: 1, b: null }, 'a=1'],
  [cookieStyle(false), [null], undefined],
  [cookieStyle(true), [null], undefined],
])('skips what is null in a cookie: %o %j', async (serialize, value, expected) => {
  expect((await sentParameter(serialize, value))?.headers['cookie']).toBe(expected)
})

it('keeps the null of JSON', async () => {
  expect(await sentParameter(queryJson, null)).toMatchObject({ search: '?p=null' })
  expect(await sentParameter(parameterGroup({ a: queryJson }), { a: null })).toMatchObject({
    search: '?a=null',
  })
  expect(await sentParameter(headerJson, [null])).toMatchObject({ headers: { p: '[null]' } })
  expect(await sentParameter(cookieJson, null)).toMatchObject({ headers: { cookie: 'p=null' } })
})

it('sends a body that is null', async () => {
  const body = { type: 'application/json', serialize: jsonBody }
  expect(await sent({ method: 'POST', body }, { body: null })).toMatchObject({ body: 'null' })
})

it.each([undefined, pathStyle('simple', false), pathStyle('label', true)])(
  'rejects a path value that is null: %o',
  async (parameter) => {
    const parameters = parameter && { p: parameter }
    const call = sent({ path: '/{p}', ...(parameters && { parameters }) }, { p: null })
    const error = await call.catch((thrown: unknown) => thrown)
    expect(isInputError(error)).toBe(true)
    expect(error).toHaveProperty('message', expect.stringContaining('`p` is missing'))
  },
)

it('rejects a null among the headers of the call options', async () => {
  await expect(sent({}, {}, { 'x-a': null })).rejects.toThrow('`headers.x-a` must be a string')
})
