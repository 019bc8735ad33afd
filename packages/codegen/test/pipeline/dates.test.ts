import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { jobOf } from '../../src/pipeline/job.ts'
import { runPipeline } from '../../src/pipeline/run.ts'
import { programs } from './dates-programs.ts'
import { big, requests, startService, stopService } from './dates-service.ts'
import { compileProject, createEmptyProject, runProject } from './empty-project.ts'

const document = join(import.meta.dirname, '../fixtures/dates.yaml')
let folder: string
let url: string

beforeAll(async () => {
  folder = await createEmptyProject()
  const config = { spec: document, out: folder, dates: 'Date', int64: 'bigint' } as const
  await runPipeline(jobOf({ ...config, importExtension: '.ts' }, folder))
  for (const [name, program] of Object.entries(programs)) {
    await writeFile(join(folder, `${name}.ts`), program)
  }
  url = await startService()
}, 120_000)
afterAll(async () => {
  stopService()
  await rm(folder, { recursive: true })
})

async function run(name: keyof typeof programs): Promise<unknown> {
  requests.length = 0
  return JSON.parse(await runProject(folder, `${name}.ts`, url))
}

it('has types that fit the programs, and the payloads of webhooks as they are in JSON', async () => {
  expect(await compileProject(folder)).toBe('')
}, 60_000)

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
  const said = await run('payloads')
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
  const said = await run('alternatives')
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
  await run('requests')
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
  const said = await run('validation')
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

it('converts JSON that did not come from a call', async () => {
  const said = await run('json')
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
  expect(await runProject(folder, 'oldEngine.ts')).toContain(
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
