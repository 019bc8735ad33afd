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

const document = join(import.meta.dirname, '../fixtures/openapi-3.2.yaml')
let folder: string
let report: Report
let url: string
const requests: string[] = []

const bodies: Readonly<Record<string, [type: string, body: string]>> = {
  '/books': ['application/json', '[{"title":"a"}]'],
  '/lines': ['application/jsonl', '{"title":"a"}\n{"title":"b"}\n'],
  '/sequence': [
    'application/json-seq',
    '\x1e{\n  "book": { "title": "a" }\n}\n\x1e{"book":{"title":"b"}}\n',
  ],
  '/events': [
    'text/event-stream',
    'event: note\ndata: 1\n\nevent: added\nid: 2\ndata: {"title":"a"}\n\n',
  ],
  '/chunks': ['text/event-stream', 'data: {"text":"a"}\n\n'],
}

const server = createServer(async (request, response) => {
  const { method, url = '' } = request
  requests.push(`${method} ${url} ${await text(request)}`.trim())
  const [type, body] = bodies[url.split('?')[0] ?? ''] ?? []
  if (method === 'COPY') response.writeHead(201).end()
  else if (type) response.writeHead(200, { 'content-type': type }).end(body)
  else response.writeHead(204).end()
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

const program = `import { createClient } from './client.gen.ts'
import {
  copyBooks, filterBooks, filterByJson, filterByPath, mSearchBooks, readChunks, readLines,
  readSequence, searchBooks, watchBooks,
} from './operations.gen.ts'
import type { Book } from './schemas.gen.ts'

const client = createClient({ baseUrl: process.argv[2] ?? '' })
const found = await searchBooks(client, { body: { author: 'a b' } })
if (found.ok) found.data satisfies Book[]
// @ts-expect-error no author
void searchBooks(client, { body: {} })
await copyBooks(client, { Destination: '/copy' })
await mSearchBooks(client)
await filterBooks(client, { filter: { author: 'a&b', year: [1, 2] } })
await filterByJson(client, { filter: { author: 'a' } })
await filterByPath(client, { path: '$.a b' })
const items: unknown[] = []
for await (const book of readLines(client)) items.push(book.title satisfies string)
for await (const { book } of readSequence(client)) items.push(book satisfies Book)
for await (const event of watchBooks(client)) {
  if (event.event === 'added') items.push(event.data satisfies Book, event.id)
  else items.push(event.data satisfies string)
}
for await (const { data } of readChunks(client)) items.push(data.text satisfies string | undefined)
console.log(JSON.stringify(items))
`

it('reads QUERY, other methods, whole queries and the items of streams', async () => {
  await writeFile(
    join(folder, 'program.ts'),
    `declare const process: { argv: string[] }\n${program}`,
  )
  expect(await compileProject(folder)).toBe('')
  expect(JSON.parse(await runProject(folder, 'program.ts', url))).toEqual([
    'a',
    'b',
    { title: 'a' },
    { title: 'b' },
    '1',
    { title: 'a' },
    '2',
    'a',
  ])
  expect(requests).toEqual([
    'QUERY /books {"author":"a b"}',
    'COPY /books',
    'M-SEARCH /books',
    'GET /filtered?author=a%26b&year=1&year=2',
    'GET /json?%7B%22author%22%3A%22a%22%7D',
    'GET /text?%24.a%20b',
    'GET /lines',
    'GET /sequence',
    'GET /events',
    'GET /chunks',
  ])
})

it('validates the items of streams', async () => {
  await writeFile(
    join(folder, 'validated.ts'),
    `import { validation } from '@returning-kit/runtime/validation'
import { createClient } from './client.gen.ts'
import { readChunks, readLines, readSequence, watchBooks } from './operations.gen.ts'
import * as schemas from './validators/operations.gen.ts'

declare const process: { argv: string[] }
const plugins = [validation(schemas, { responses: 'throw', onDrift: () => {} })]
const client = createClient({ baseUrl: process.argv[2] ?? '', plugins })
let items = 0
for (const stream of [readLines(client), readSequence(client), watchBooks(client), readChunks(client)]) {
  for await (const _ of stream) items += 1
}
const { readLinesSchemas, readSequenceSchemas, watchBooksSchemas } = schemas
const event = { event: 'added', data: { title: 5 }, id: '' }
console.log(JSON.stringify([
  items,
  readLinesSchemas.items.is({ title: 'a' }),
  readLinesSchemas.items.is({}),
  readSequenceSchemas.items.is({ book: {} }),
  watchBooksSchemas.items.is(event),
  watchBooksSchemas.items.is({ ...event, event: 'note', data: '1' }),
]))
`,
  )
  expect(await compileProject(folder)).toBe('')
  expect(JSON.parse(await runProject(folder, 'validated.ts', url))).toEqual([
    7,
    true,
    false,
    false,
    false,
    true,
  ])
})

it('reports what is left out, and what openapi-typescript does not know', () => {
  const skipped = report.skipped.map(({ line, message }) => `${line} ${message}`)
  expect(skipped).toContain(
    '58 mixedQuery has the parameter path in querystring and others in the query; remove one of them.',
  )
  expect(skipped).toContain(
    '12 QUERY /books is not in `paths` of openapi-typescript; its function has it.',
  )
  expect(skipped).toContain(
    '74 GET /sequence has no type of its items in `paths` of openapi-typescript; its function has it.',
  )
})

it('lists tags below their parents', async () => {
  const reference = await readFile(join(folder, 'operations.md'), 'utf8')
  expect(reference).toContain('- media\n  - books: 2\n    - novels: 1\n- untagged: 7\n')
  expect(reference).toContain('## media / books / novels\n')
})

it('resolves references by `$self` without a request', async () => {
  expect(report.inputs).toEqual([document])
  expect(await readFile(join(folder, 'schemas.gen.ts'), 'utf8')).toContain('export interface Book')
})
