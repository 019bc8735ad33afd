import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { jobOf } from '../../src/pipeline/job.ts'
import { runPipeline } from '../../src/pipeline/run.ts'
import { big, requests, startService, stopService } from './dates-service.ts'
import { compileProject, createEmptyProject, runProject } from './empty-project.ts'

const document = join(import.meta.dirname, '../fixtures/dates.yaml')
let folder: string
let url: string

beforeAll(async () => {
  folder = await createEmptyProject()
  const config = { spec: document, out: folder, dates: 'Date', int64: 'bigint' } as const
  await runPipeline(jobOf({ ...config, importExtension: '.ts' }, folder))
  url = await startService()
}, 120_000)
afterAll(async () => {
  stopService()
  await rm(folder, { recursive: true })
})

const imports = `import { createClient } from './client.gen.ts'
import * as conversions from './conversions/schemas.gen.ts'
import {
  addPhoto, createUser, exportUsers, findNote, getDay, getStatus, listPets, listUsers,
  watchChanges,
} from './operations.gen.ts'
import type { User } from './schemas.gen.ts'
import * as validators from './validators/operations.gen.ts'
import { User as UserSchema } from './validators/schemas.gen.ts'
import { isInputError } from '@returning-kit/runtime'
import { fromJson, toJson } from '@returning-kit/runtime/conversion'
import { validation } from '@returning-kit/runtime/validation'

declare const process: { readonly argv: readonly string[] }
const plugins = [validation(validators, { responses: 'throw' })]
const client = createClient({ baseUrl: process.argv[2] ?? '', plugins })
const day = new Date('2026-01-31')
const user: User = { id: ${big}n, createdAt: new Date('2026-01-31T12:00:00Z'), birthday: day }
const said: unknown[] = []
// A date and a bigint, told from a string and a number.
const shown = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, function (this: Record<string, unknown>, key, one: unknown) {
    const own = this[key]
    if (own instanceof Date) return 'Date ' + own.toISOString()
    return typeof one === 'bigint' ? one + 'n' : one
  }))
`

async function run(program: string): Promise<unknown> {
  requests.length = 0
  const name = 'program.ts'
  await writeFile(
    join(folder, name),
    `${imports}${program}\nconsole.log(JSON.stringify(said.map(shown)))\nexport { addPhoto, client, conversions, createUser, exportUsers, findNote, fromJson, getDay, getStatus, isInputError, listPets, listUsers, toJson, user, UserSchema, watchChanges }\n`,
  )
  expect(await compileProject(folder)).toBe('')
  return JSON.parse(await runProject(folder, name, url))
}

// As `shown` shows the user of the service.
const received = {
  id: `${big}n`,
  createdAt: 'Date 2026-01-31T12:00:00.500Z',
  birthday: 'Date 2001-02-28T00:00:00.000Z',
  visits: 9007199254740992,
  note: big,
  logins: { first: '2026-01-31T12:00:00Z', last: 'Date 2026-01-31T23:00:00.000Z' },
  unknown: 9007199254740992,
  manager: { id: '1n', createdAt: 'Date 2026-01-31T12:00:00.000Z', birthday: null },
}

it('has dates and bigints in payloads, errors, headers, pages and streams', async () => {
  const said = await run(`
const created = await createUser(client, { body: user })
if (created.ok) said.push(created.data, created.headers['X-Created'], created.headers['X-Id'])
const failed = await createUser(client, { body: { ...user, note: 'taken' } })
if (failed.status === 409) said.push(failed.error?.retryAt)
for await (const one of listUsers(client, { page: 1, limit: 10 })) said.push(one)
said.push(await getDay(client, { id: ${big}n, day }).orThrow())
for await (const { data } of watchChanges(client)) said.push(data)
try {
  for await (const one of exportUsers(client)) said.push(one)
} catch (error) {
  said.push((error as Error).message)
}
const page = await listUsers(client).orThrow()
said.push(page.total satisfies number, (await getStatus(client).orThrow()).since)
const days: bigint = user.id + 1n
said.push(days)`)
  expect(said).toEqual([
    received,
    'Date 2026-01-31T12:00:00.000Z',
    `${big}n`,
    'Date 2026-01-31T12:00:00.000Z',
    received,
    [
      { kind: 'login', at: 'Date 2026-01-31T12:00:00.000Z' },
      { kind: 'note', at: '2026-01-31T12:00:00Z' },
    ],
    received,
    received,
    expect.stringContaining('Item 1 of the response of exportUsers does not match the contract'),
    1,
    'Date 2026-01-31T12:00:00.000Z',
    '9007199254740994n',
  ])
}, 60_000)

it('decides between alternatives by their tags, their types and their required properties', async () => {
  const said = await run(`
said.push(await findNote(client).orThrow(), await listPets(client).orThrow())`)
  const born = 'Date 2026-01-31T00:00:00.000Z'
  expect(said).toEqual([
    { memo: 'a', at: '2026-01-31T12:00:00Z' },
    [
      { kind: 'cat', born, chip: `${big}n`, seen: ['2026-01-31', born] },
      { kind: 'dog', born: '2026-01-31', chip: 5 },
      null,
    ],
  ])
}, 60_000)

it('writes them as the contract describes', async () => {
  await run(`
await createUser(client, { body: user }).orThrow()
const since = new Date('2026-01-31T12:00:00Z')
await listUsers(client, { since, born: day, filter: { ids: [${big}n], day } })
await addPhoto(client, { body: { id: ${big}n, taken: day, owner: user } })
`)
  const sent = `{"id":${big},"createdAt":"2026-01-31T12:00:00.000Z","birthday":"2026-01-31"}`
  expect(requests.slice(0, 2)).toEqual([
    `POST /users ${sent}`,
    `GET /users?since=2026-01-31T12:00:00.000Z&born=2026-01-31&filter={"ids":[${big}],"day":"2026-01-31"}`,
  ])
  expect(requests[2]).toContain(`name="id"\r\n\r\n${big}\r\n`)
  expect(requests[2]).toContain('name="taken"\r\n\r\n2026-01-31\r\n')
  expect(requests[2]).toContain(`Content-Type: application/json\r\n\r\n${sent}\r\n`)
}, 60_000)

it('validates the converted values, and rejects others', async () => {
  const said = await run(`
const valid = UserSchema['~standard'].validate(user)
said.push('value' in await valid)
const parsed = UserSchema['~standard'].validate(JSON.parse('{"id":5,"createdAt":"2026-01-31T12:00:00Z"}'))
said.push((await parsed).issues?.map(({ message }) => message))
said.push(UserSchema.is({ ...user, createdAt: new Date(Number.NaN) }), UserSchema.is({ ...user, id: 2n ** 63n }), UserSchema.is({ ...user, id: 0n }))
const invalid = createClient({ baseUrl: process.argv[2] ?? '' })
said.push(await createUser(invalid, { body: { ...user, createdAt: new Date(Number.NaN) } }).catch((error: unknown) => isInputError(error) && error.message))`)
  expect(said).toEqual([
    true,
    [
      'id must be a bigint of 64 bits, received number',
      'createdAt must be a valid Date, received string',
    ],
    false,
    false,
    false,
    'createUser: `body` has an invalid Date.',
  ])
}, 60_000)

it('types the payloads of webhooks as they are in JSON', async () => {
  await writeFile(
    join(folder, 'webhooks.ts'),
    `import type { EventPayloads } from './webhooks/events.gen.ts'
export const payload: EventPayloads['userAdded'] = {
  id: 1,
  createdAt: '2026-01-31T12:00:00Z',
  birthday: null,
  manager: { id: 2, createdAt: '2026-01-31T12:00:00Z' },
  logins: { first: 'a', last: '2026-01-31T12:00:00Z' },
}
`,
  )
  expect(await compileProject(folder)).toBe('')
}, 60_000)

it('converts JSON that did not come from a call', async () => {
  const said = await run(`
const stored = toJson(conversions.User, user)
const read: User = fromJson(conversions.User, stored)
said.push(stored, read)`)
  const stored = `{"id":${big},"createdAt":"2026-01-31T12:00:00.000Z","birthday":"2026-01-31"}`
  expect(said).toEqual([
    stored,
    {
      id: `${big}n`,
      createdAt: 'Date 2026-01-31T12:00:00.000Z',
      birthday: 'Date 2026-01-31T00:00:00.000Z',
    },
  ])
}, 60_000)

it('fails when the client is created, where the engine rounds integers of JSON', async () => {
  await writeFile(
    join(folder, 'old-engine.ts'),
    `import { createClient } from './client.gen.ts'
Reflect.deleteProperty(JSON, 'rawJSON')
try { createClient() } catch (error) { console.log((error as Error).message) }\n`,
  )
  expect(await runProject(folder, 'old-engine.ts')).toContain(
    'This engine does not have it. Use Node 22',
  )
})

it('changes nothing of code that did not opt in', async () => {
  const other = await createEmptyProject()
  try {
    const report = await runPipeline(
      jobOf({ spec: document, out: other, importExtension: '.ts' }, other),
    )
    const files = report.files.map(({ file }) => file)
    expect(files.length).toBeGreaterThan(8)
    expect(files.filter((file) => file.includes('conversion'))).toEqual([])
    await writeFile(
      join(other, 'program.ts'),
      `import type { User } from './schemas.gen.ts'
export const user: User = { id: 1, createdAt: '2026-01-31T12:00:00Z' }\n`,
    )
    expect(await compileProject(other)).toBe('')
  } finally {
    await rm(other, { recursive: true })
  }
}, 60_000)
