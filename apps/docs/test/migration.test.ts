import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { startMock } from '@returning-kit/mock'
import { HttpResponse, http } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import document from './migration/project/api.json' with { type: 'json' }
import { Project, problemsOf } from './migration/project.ts'
import { type Step, stepsOf } from './migration/steps.ts'

// The guides of migration change a small project step by step. After each step its calls and its page
// are the same, on its own handlers and on a mock, and it compiles.
const folder = join(import.meta.dirname, '../.vitest/migration')
const before = join(import.meta.dirname, 'migration/project')
interface Program {
  calls(): Promise<object>
  callsWithHandlers(): Promise<object>
}

const expected = {
  admins: [{ id: 'm1', name: 'Ada', role: 'admin' }],
  added: { id: 'm2', name: 'Grace', role: 'member' },
  found: 'Ada',
  page: expect.stringMatching(/<p>Ada.*<\/p>.*value="Alan"/),
  missing: 'There is no such member.',
}

let mockUrl: string
let stop: () => Promise<void>

beforeAll(async () => {
  await rm(folder, { recursive: true, force: true })
  const mock = await startMock({ port: 0, document })
  mockUrl = mock.url
  stop = () => mock.stop()
})

afterAll(() => stop())

// The calls of the project, each of which the mock validates and responds to.
async function callsToMock({ calls }: Program): Promise<object> {
  const forward = http.all('https://members.example.com/*', async ({ request }) => {
    const { pathname, search } = new URL(request.url)
    const { method, headers } = request
    const body = method === 'GET' ? undefined : await request.text()
    const response = await fetch(`${mockUrl}${pathname}${search}`, {
      method,
      headers,
      ...(body && { body }),
    })
    return new HttpResponse(response.body, response)
  })
  const server = setupServer(forward)
  server.listen({ onUnhandledFrame: 'bypass' })
  try {
    return await calls()
  } finally {
    server.close()
  }
}

async function take({ blocks }: Step, project: Project): Promise<void> {
  for (const { kind, code } of blocks) {
    if (kind === 'diff') project.applyDiff(code)
    else for (const line of code.trim().split('\n')) await project.runLine(line)
  }
  await expectToWork(project)
}

it('runs the project before the migration', async () => {
  named = new Project(nextFolder(), before)
  await named.runLine('npm run types')
  await expectToWork(named)
})

let count = 0
const nextFolder = () => join(folder, `${++count}`)
let named: Project

it.each(stepsOf('migrate-from-openapi-typescript.md'))('runs $name', async (step) => {
  named = new Project(nextFolder(), named.folder)
  await take(step, named)
})

describe.each(['openapi-fetch', 'openapi-react-query', 'openapi-msw'])(
  'the migration from %s',
  (peer) => {
    let last: Project | undefined

    it.each(stepsOf(`migrate-from-${peer}.md`))('runs $name', async (step) => {
      last = new Project(nextFolder(), (last ?? named).folder)
      await take(step, last)
    })

    it('removes the package', () => {
      const { dependencies, devDependencies } = last?.manifest() ?? {}
      const names = Object.keys({ ...dependencies, ...devDependencies })
      expect(names).not.toContain(peer)
      expect(names).toContain('@returning-kit/codegen')
    })
  },
)

it('compiles the project of each step', async () => {
  expect(await problemsOf(folder)).toBe('')
})

async function expectToWork(project: Project): Promise<void> {
  const program: Program = await import(join(project.folder, 'src/main.tsx'))
  expect(await program.callsWithHandlers()).toEqual(expected)
  const { missing: _, ...fromMock } = expected
  expect(await callsToMock(program)).toEqual(fromMock)
}
