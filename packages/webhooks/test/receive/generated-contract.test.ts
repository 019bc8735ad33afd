import { execFile } from 'node:child_process'
import { access, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { beforeAll, expect, it } from 'vitest'

const run = promisify(execFile)
const root = join(import.meta.dirname, '../../../..')
const generator = join(root, 'packages/codegen/src/cli.ts')
const folder = join(import.meta.dirname, '../../.vitest/generated-contract')

const document = `openapi: 3.1.0
info: { title: Shop, version: '1' }
webhooks:
  newPet:
    post:
      summary: A pet was added
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } } }
      responses: { 200: { description: Received. } }
  unnamed:
    post: { requestBody: { $ref: '#/components/requestBodies/Note' }, responses: {} }
    put: { responses: {} }
paths:
  /orders:
    post:
      operationId: createOrder
      responses: { 201: { description: Created. } }
      callbacks:
        onStatus:
          '{$request.body#/url}':
            post:
              requestBody:
                content:
                  application/json:
                    schema: { type: object, required: [status], properties: { status: { enum: [sent, paid] } } }
              responses: { 200: { description: Received. } }
        shared: { $ref: '#/components/callbacks/Shared' }
components:
  callbacks:
    Shared:
      '{$request.body#/shared}':
        post:
          requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/EventPayloads' } } } }
          responses: {}
  requestBodies:
    Note: { content: { application/json: { schema: { type: string } } } }
  schemas:
    Pet: { type: object, required: [id, name], properties: { id: { type: string, readOnly: true }, name: { type: string } } }
    EventPayloads: { type: object, properties: { at: { type: integer } } }
`

const program = `import {
  createContractRouter,
  createTestRequest,
  memoryStore,
  signed,
  singleEvent,
} from '@returning-kit/webhooks'
import type { EventPayloads as Named } from './out/schemas.gen.ts'
import { type EventPayloads, webhooks } from './out/webhooks/events.gen.ts'

export type Payloads = [
  EventPayloads['unnamed POST'] extends string ? true : never,
  EventPayloads['createOrder.shared'] extends Named ? true : never,
]
export const types: Payloads = [true, true]
export async function handled(name: string, payload: unknown): Promise<unknown[]> {
  const found: unknown[] = []
  const options = {
    scheme: signed({ keys: 'whsec_ZmFrZS1zaWduaW5nLWtleS1mb3ItdGhpcy1leGFtcGxl' }),
    events: singleEvent(name),
    store: memoryStore(),
  }
  const router = createContractRouter(webhooks, options)
    .on('newPet', ({ payload }) => found.push(payload.name satisfies string, payload.id satisfies string))
    .on('createOrder.onStatus', ({ payload }) => found.push(payload.status satisfies 'sent' | 'paid'))
  // @ts-expect-error no such event
  if (name === '') router.on('oldPet', () => {})
  const response = await router.handle(await createTestRequest(name, payload, options))
  return [response.status, ...found]
}
`

function generate(): Promise<unknown> {
  const flags = ['--spec', 'api.yaml', '--out', 'out', '--import-extension', '.ts']
  return run(process.execPath, [generator, 'generate', ...flags], { cwd: folder })
}

beforeAll(async () => {
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'api.yaml'), document)
  await writeFile(join(folder, 'program.ts'), program)
  await generate()
}, 60_000)

it('writes payload types of webhooks and callbacks', async () => {
  const file = join(folder, 'tsconfig.json')
  const settings = { extends: join(root, 'tsconfig.json'), include: ['**/*.ts'] }
  await writeFile(file, JSON.stringify(settings))
  const tsc = run(join(root, 'node_modules/.bin/tsc'), ['-p', file])
  expect((await tsc.catch((error: { stdout: string }) => error)).stdout).toBe('')
}, 60_000)

it('writes what a router receives the events by', async () => {
  const { handled } = await import(join(folder, 'program.ts'))
  expect(await handled('newPet', { id: '1', name: 'Rex' })).toEqual([200, 'Rex', '1'])
  expect(await handled('createOrder.onStatus', { status: 'paid' })).toEqual([200, 'paid'])
  expect(await handled('other', {})).toEqual([422])
})

it('imports no package', async () => {
  const text = await readFile(join(folder, 'out/webhooks/events.gen.ts'), 'utf8')
  expect(text.match(/ from '.*'/g)).toEqual([" from '../schemas.gen.ts'"])
  expect(text).toContain('/** A pet was added. */')
})

it('removes the file where a document has no webhooks any more', async () => {
  const spec = join(folder, 'api.yaml')
  await writeFile(spec, "openapi: 3.1.0\ninfo: { title: Shop, version: '1' }\npaths: {}\n")
  await generate()
  await expect(access(join(folder, 'out/webhooks/events.gen.ts'))).rejects.toThrow('ENOENT')
}, 60_000)
