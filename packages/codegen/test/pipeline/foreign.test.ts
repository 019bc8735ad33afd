import { readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { folderJob } from '../../src/pipeline/job.ts'
import type { Report } from '../../src/pipeline/report.ts'
import { runPipeline } from '../../src/pipeline/run.ts'
import { compileProject, createEmptyProject, runProject } from './empty-project.ts'

// The document has everything that is hard to generate code for.
const document = join(import.meta.dirname, '../fixtures/odd.yaml')
let folder: string
let report: Report
let url: string

interface ReceivedRequest {
  method: string | undefined
  url: string | undefined
  headers: Record<string, string | string[] | undefined>
  body: string
}

interface ServedResponse {
  status: number
  type: string
  body: string
}

const requests: ReceivedRequest[] = []
const responses: ServedResponse[] = []

const server = createServer(async (request, response) => {
  const { method, url, headers } = request
  requests.push({ method, url, headers, body: await text(request) })
  const { status, type, body } = responses.shift() ?? { status: 204, type: '', body: '' }
  response
    .writeHead(status, type === '' ? {} : { 'content-type': type })
    .end(body === '' ? undefined : body)
})

beforeAll(async () => {
  folder = await createEmptyProject()
  report = await runPipeline(folderJob(document, folder))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}, 120_000)
afterAll(async () => {
  server.closeAllConnections()
  server.close()
  await rm(folder, { recursive: true })
})

type Call = (
  client: unknown,
  input?: object,
) => Promise<{ ok: boolean; status: number; data?: unknown; error?: unknown }>

async function functions(): Promise<Record<string, Call>> {
  return (await import(join(folder, 'operations.gen.ts'))) as Record<string, Call>
}

async function client(options: object = {}): Promise<unknown> {
  const { createClient } = (await import(join(folder, 'client.gen.ts'))) as {
    createClient: (options: object) => unknown
  }
  return createClient({
    baseUrl: url,
    retry: false,
    session: 'fake-session',
    key: 'fake-key',
    ...options,
  })
}

async function called(name: string, input?: object, response?: ServedResponse) {
  if (response) responses.push(response)
  const result = await (await functions())[name]?.(await client(), input)
  return { result, request: requests.at(-1) }
}

it('allocates names for operations without a name, with a duplicate one, or with a reserved word', async () => {
  const names = Object.keys(await functions())
  expect(names.sort()).toEqual(
    [
      'getNoIdItemId',
      'delete_',
      'call2',
      'getUser',
      'get_user',
      'getUser2',
      'readStyles',
      'searchDeep',
      'sendForm',
      'upload',
      'putRaw',
      'listTwice',
      'chooseType',
      'headUnsent',
      'undescribed',
      'getNotations',
    ]
      .concat('readReferred')
      .sort(),
  )
})

it('reports the skipped operation with its location', () => {
  expect(
    report.skipped.map(({ message, line, file }) => [message, line, file.split('/').at(-1)]),
  ).toEqual([
    [
      'getWithBody requires a request body, but HTTP clients send none with GET; use another method.',
      62,
      'odd.yaml',
    ],
  ])
})

it('compiles in a project that depends on the runtime alone, with the types of the document', async () => {
  const program = `import { createClient } from './client.gen.ts'
import { createClient as createFetchClient } from './openapi-fetch.gen.ts'
import type { OperationId } from './operation-ids.gen.ts'
import { call2, chooseType, getNoIdItemId, getNotations, headUnsent, listTwice, putRaw, readStyles, searchDeep, sendForm, undescribed, upload } from './operations.gen.ts'
import type { Blob as BlobSchema } from './schemas.gen.ts'
import type { ATree, _1st, ABCD, String_ } from './schemas.gen.ts'
import { ATree as validator } from './validators/schemas.gen.ts'

const basic = { username: 'ada', password: 'fake' }
const client = createClient({ basic, serverVariables: { region: 'us' } })
createClient({ basic: 'ada:fake' })
// @ts-expect-error no password
createClient({ basic: { username: 'ada' } })
export const tree: ATree = { name: null, limit: 1, odd: "it's", either: null, parent: null }
// @ts-expect-error no such value
export const wrong: ATree = { ...tree, odd: 'else' }
export const names: [_1st, ABCD, String_] = ['a', { b: tree }, 'c']
export const id: OperationId = 'searchDeep'
const all = await getNoIdItemId(client, { 'item-id': 'a' })
if (all.ok) all.data satisfies ATree
const found = await searchDeep(client, { filter: { 'a b': 'c' }, 'x-trace': 1, seen: 'd' })
if (found.ok) found.data.blob satisfies boolean
else if (found.status === 404) found.error?.call satisfies string | undefined
else if (found.status === 422) found.error?.code satisfies 1 | 2.5 | -3 | undefined
else if (found.status === 503) found.error?.schema satisfies string | undefined
const sent = await sendForm(client, { body: { name: 'a' } })
if (sent.ok) sent.data satisfies string
const file = await upload(client, { body: { file: new Blob(['a']) } })
if (file.ok) file.data satisfies Blob
await putRaw(client, { body: '<a/>' })
await readStyles(client, { list: ['a'], label: 'b', matrix: [1], where: {}, expand: ['c'] })
await listTwice(client, { query: { id: 'a' }, header: { id: 'b' } })
// @ts-expect-error two parameters have this name
await listTwice(client, { id: 'a' })
const chosen = await chooseType(client, { body: { name: 'a' }, accept: 'text/csv' })
if (chosen.ok && chosen.status === 200) chosen.data satisfies string | BlobSchema
if (chosen.ok && chosen.status === 201) chosen.data satisfies Blob
chosen.headers['X-Total'] satisfies number | undefined
chosen.headers['X-Ids'] satisfies number[] | undefined
chosen.headers['X-Last'] satisfies boolean | undefined
chosen.headers['X-Json']?.a satisfies string | undefined
// @ts-expect-error the contract declares no such header
chosen.headers['X-Other']
if (chosen.ok && chosen.status === 202) chosen.data satisfies undefined
if (chosen.ok && chosen.status === 203) chosen.data satisfies BlobSchema
const payload: string | Blob | BlobSchema | undefined = await chooseType(client).orThrow()
await chooseType(client, { body: { name: payload ? 'a' : 'b' }, contentType: 'text/json', header: { body: 'c' } })
await chooseType(client, { body: '<a/>', contentType: 'application/xml' })
// @ts-expect-error XML is not the default
await chooseType(client, { body: '<a/>' })
// @ts-expect-error XML is a string
await chooseType(client, { body: { name: 'a' }, contentType: 'application/xml' })
const headed = await headUnsent(client)
if (headed.ok) headed.data satisfies undefined
const asJson = await getNotations(client)
if (asJson.ok && asJson.status === 200) asJson.data satisfies BlobSchema
const asXml = await getNotations(client, { accept: 'application/xml' })
if (asXml.ok) asXml.data satisfies string | undefined
// @ts-expect-error a 204 has no body
if (asXml.ok) asXml.data satisfies string
asXml.headers['X-Total'] satisfies number | undefined
type Inferred = Awaited<ReturnType<typeof getNotations>>
export const inferred: Inferred = asJson
const any = await undescribed(client)
// @ts-expect-error the contract does not describe it
if (any.ok) any.data satisfies object
// @ts-expect-error the operation has no parameters
await call2(client, { id: 1 })
const { data } = await createFetchClient(client).GET('/deep', { params: { query: { pipe: [1] } } })
data?.blob satisfies boolean | undefined
if (validator.is(tree)) tree satisfies ATree
`
  await writeFile(join(folder, 'program.ts'), program)
  expect(await compileProject(folder)).toBe('')
})

it('runs in a project that depends on the runtime alone', async () => {
  const program = `import { createClient } from './client.gen.ts'
import { createClient as createFetchClient } from './openapi-fetch.gen.ts'
import { searchDeep } from './operations.gen.ts'
import * as inputs from './validators/inputs.gen.ts'
import * as operations from './validators/operations.gen.ts'
import { ATree } from './validators/schemas.gen.ts'

const fetch = async () => Response.json({ blob: true })
const client = createClient({ basic: 'fake', fetch })
const result = await searchDeep(client, { tags: ['x'] })
const { data } = await createFetchClient(client).GET('/deep')
const isValid = [ATree.is(1), inputs.SearchDeepInput.is({ tags: ['x'] }), operations.searchDeepSchemas.input.is({ tags: 1 })]
console.log(JSON.stringify({ result: result.ok && result.data, data, isValid }))
`
  await writeFile(join(folder, 'run.ts'), program)
  expect(JSON.parse(await runProject(folder, 'run.ts'))).toEqual({
    result: { blob: true },
    data: { blob: true },
    isValid: [false, true, false],
  })
})

it('sends parameters in each style, and credentials together', async () => {
  const input = {
    filter: { 'a b': 'c&d' },
    tags: ['x', 'y'],
    pipe: [1, 2],
    json: { a: 1 },
    'x-trace': 7,
    seen: 'a;b',
  }
  const { result, request } = await called('searchDeep', input, {
    status: 200,
    type: 'application/json',
    body: '{"blob":true}',
  })
  const [path, query] = (request?.url ?? '').split('?')
  expect(path).toBe('/deep')
  expect(query).toBe(
    'filter[a%20b]=c%26d&tags=x,y&pipe=1|2&json=%7B%22a%22%3A1%7D&api_key=fake-key',
  )
  expect(request?.headers).toMatchObject({ 'x-trace': '7', cookie: 'seen=a%3Bb; sid=fake-session' })
  expect(result).toMatchObject({ ok: true, status: 200, data: { blob: true } })
})

it('sends arrays and objects in paths, headers and cookies', async () => {
  const { request } = await called('readStyles', {
    list: ['a,b', 'c'],
    label: 'd/e',
    matrix: [1, 2],
    where: { f: 'g' },
    to: 'https://example.com/?a=b&c#d',
    expand: ['h', 'i'],
    created: { at: { gte: 1 } },
    'x-pair': { j: 1, k: 2 },
    'x-json': { l: 'ü' },
    ids: ['m', 'n;o'],
  })
  expect(request?.url).toBe(
    '/styles/a%2Cb,c/.d%2Fe/;matrix=1;matrix=2/%7B%22f%22%3A%22g%22%7D' +
      '?to=https://example.com/?a=b%26c%23d&expand[]=h&expand[]=i&created[at][gte]=1' +
      '&api_key=fake-key',
  )
  expect(request?.headers).toMatchObject({
    'x-pair': 'j=1,k=2',
    'x-json': '{"l":"\\u00fc"}',
    cookie: 'ids=m,n%3Bo; sid=fake-session',
  })
})

it('has an example with an array in the path that can be sent', async () => {
  const code = await readFile(join(folder, 'operations/untagged.gen.ts'), 'utf8')
  expect(code).toContain("list: ['text']")
})

it('sends forms, files and text, and reads text and files', async () => {
  const form = await called(
    'sendForm',
    { body: { name: 'a b', tags: ['x', 'y'], ids: [1, 2], lines: [{ price: 'p' }] } },
    { status: 200, type: 'text/csv', body: 'a,b' },
  )
  expect(form.request?.body).toBe('name=a+b&tags=x&tags=y&ids=1,2&lines[0][price]=p')
  expect(form.result).toMatchObject({ ok: true, data: 'a,b' })
  const body = { file: new Blob(['content']), note: { a: 1 } }
  const upload = await called(
    'upload',
    { body },
    { status: 200, type: 'application/octet-stream', body: 'bytes' },
  )
  expect(upload.request?.headers['content-type']).toMatch(/^multipart\/form-data; boundary=/)
  expect(upload.request?.body).toMatch(
    /name="file"; filename="blob"\r\nContent-Type: image\/png\r\n\r\ncontent\r\n/,
  )
  expect(upload.request?.body).toMatch(/name="note\[a\]"\r\n\r\n1\r\n/)
  expect(upload.request?.headers['cookie']).toBeUndefined()
  expect(await new Response(upload.result?.data as Blob).text()).toBe('bytes')
  const raw = await called('putRaw', { body: '<a/>' }, { status: 202, type: '', body: '' })
  expect(raw.request).toMatchObject({
    body: '<a/>',
    headers: { 'content-type': 'application/xml' },
  })
  expect(raw.result).toMatchObject({ ok: true, status: 202, data: undefined })
})

it('sends parameters of one name in two places', async () => {
  const { request } = await called('listTwice', { query: { id: 'a&b' }, header: { id: 'c' } })
  expect(request?.url).toBe('/twice?id=a%26b&api_key=fake-key')
  expect(request?.headers['id']).toBe('c')
  await expect(called('listTwice', { query: { other: 1 } })).rejects.toThrow(
    '`query` has the unknown parameter `other`',
  )
})

it('sends the media type that is chosen, and accepts the one that is wanted', async () => {
  const byDefault = await called('chooseType', { body: { name: 'a' } })
  expect(byDefault.request).toMatchObject({
    body: '{"name":"a"}',
    headers: {
      'content-type': 'application/json',
      accept:
        'application/json, text/csv;q=0.9, application/octet-stream;q=0.9, */*;q=0.9, application/problem+json;q=0.8',
    },
  })
  const xml = { body: '<a/>', contentType: 'application/xml', accept: 'text/csv' }
  expect((await called('chooseType', { ...xml, header: { body: 'b' } })).request).toMatchObject({
    body: '<a/>',
    headers: { 'content-type': 'application/xml', accept: 'text/csv', body: 'b' },
  })
  expect((await called('chooseType', { contentType: 'text/json' })).request).toMatchObject({
    body: '',
  })
  await expect(called('chooseType', { ...xml, contentType: 'text/html' })).rejects.toThrow(
    '`body` cannot be sent as text/html; `contentType` must be application/json or application/xml or text/json',
  )
})

it('reads the content that a success has', async () => {
  const read = async (name: string, status: number, type: string, body: string) =>
    (await called(name, {}, { status, type, body })).result
  expect(await read('chooseType', 200, 'text/csv', 'a,b')).toMatchObject({ ok: true, data: 'a,b' })
  const json = await read('chooseType', 200, 'application/json', '{"blob":true}')
  expect(json).toMatchObject({ ok: true, data: { blob: true } })
  const made = await read('chooseType', 201, 'application/zip', 'zip')
  expect(made).toMatchObject({ ok: true, data: { size: 3, type: 'application/zip' } })
  const later = await read('chooseType', 202, '', '')
  expect(later).toMatchObject({ ok: true, status: 202, data: undefined })
  const error = await read('chooseType', 409, 'application/problem+json', '{"title":"no"}')
  expect(error).toMatchObject({ ok: false, error: { title: 'no' } })
  expect(await read('headUnsent', 200, '', '')).toMatchObject({ ok: true, data: undefined })
  expect(await read('undescribed', 200, 'application/json', '[1]')).toMatchObject({ data: [1] })
  expect(await read('undescribed', 200, 'text/plain', 'a')).toMatchObject({ data: 'a' })
  expect(await read('getNotations', 200, 'application/xml', '<a/>')).toMatchObject({ ok: false })
  const xml = { status: 200, type: 'application/xml', body: '<a/>' }
  const asXml = await called('getNotations', { accept: 'application/xml' }, xml)
  expect(asXml.result).toMatchObject({ ok: true, data: '<a/>' })
  expect(asXml.request?.headers['accept']).toBe('application/xml')
  expect((await called('getNotations', {}, xml)).request?.headers['accept']).toBe(
    'application/json',
  )
})

it('encodes a user name with a password', async () => {
  const { getUser } = await functions()
  const options = { basic: { username: 'ada', password: 'pass' }, key: undefined }
  await getUser?.(await client(options))
  expect(requests.at(-1)?.headers['authorization']).toBe('Basic YWRhOnBhc3M=')
})

it('replaces the variables of a server', async () => {
  const urls: string[] = []
  const fetch = async (url: string) => {
    urls.push(url)
    return new Response(null, { status: 204 })
  }
  const { getUser } = await functions()
  await getUser?.(await client({ baseUrl: undefined, fetch, serverVariables: { region: 'us' } }))
  expect(urls).toEqual(['https://us.example.com:8443/v1/reserved?api_key=fake-key'])
})

it('validates both dialects of null and of limits, and recursive schemas', async () => {
  const { ATree } = (await import(join(folder, 'validators/schemas.gen.ts'))) as {
    ATree: { is: (value: unknown) => boolean }
  }
  const tree = { name: null, limit: 1, odd: null, either: null }
  expect(ATree.is(tree)).toBe(true)
  expect(ATree.is({ ...tree, parent: null, children: [{ ...tree, parent: tree }] })).toBe(true)
  expect(ATree.is({ ...tree, limit: 0 })).toBe(false)
  expect(ATree.is({ ...tree, children: [{ ...tree, odd: 'else' }] })).toBe(false)
  expect(ATree.is({ ...tree, either: { code: 4 } })).toBe(false)
  expect(report.validators).toBe(29)
})

it('imports the runtime and its own files alone', async () => {
  for (const { file } of report.files.filter(({ file }) => file.endsWith('.ts'))) {
    const modules = [...(await readFile(file, 'utf8')).matchAll(/ from '([^']+)'/g)].map(
      ([, name]) => name,
    )
    for (const name of modules)
      expect(name).toMatch(
        /^(\.{1,2}\/(\.\.\/)?(\w+\/)?[\w-]+\.gen\.ts|@returning-kit\/runtime(\/openapi-fetch|\/validation(\/formats)?)?)$/,
      )
  }
})
