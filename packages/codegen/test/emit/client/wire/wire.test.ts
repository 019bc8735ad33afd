import { mkdir, rm, writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { Code, literal } from '../../../../src/emit/print.ts'
import { folderJob } from '../../../../src/pipeline/job.ts'
import { runPipeline } from '../../../../src/pipeline/run.ts'
import { compileProject } from '../../../pipeline/empty-project.ts'
import { cookieOf, headerOf, pairsOf, pathOf, queryOf } from './decode.ts'
import { readBody } from './decode-body.ts'
import { type Sample, samples } from './operations.ts'

interface Received {
  readonly request: IncomingMessage
  readonly body: Buffer
}

const received: Received[] = []
let answer: Sample['answer']
let folders = 0
const root = join(import.meta.dirname, '../../../../.vitest/wire')

const server = createServer(async (request, response) => {
  received.push({ request, body: await buffer(request) })
  const { status, type, value } = answer
  const isText = typeof value === 'string' || value instanceof Uint8Array
  const text = isText ? value : JSON.stringify(value)
  response.writeHead(status, type === '' ? {} : { 'content-type': type }).end(text)
})

beforeAll(async () => {
  await rm(root, { recursive: true, force: true })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

const inputOf = ({ parameters, body }: Sample): Record<string, unknown> => ({
  ...Object.fromEntries(parameters.map(({ node, value }) => [node.name, value])),
  ...(body && { body: body.value }),
})

// Returns a value whose bytes are replaced.
function mapBytes(value: unknown, replace: (bytes: Uint8Array) => unknown): unknown {
  if (value instanceof Uint8Array) return replace(value)
  if (Array.isArray(value)) return value.map((item) => mapBytes(item, replace))
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([name, one]) => [name, mapBytes(one, replace)])
  return Object.fromEntries(entries)
}

async function generatedFrom(all: readonly Sample[]): Promise<string> {
  folders += 1
  const folder = join(root, `${folders}`)
  await mkdir(folder, { recursive: true })
  const paths = all.map(({ path, operation }, index) => {
    return [`/${index}${path}`, { put: { operationId: `call${index}`, ...operation } }]
  })
  const info = { title: 'Wire', version: '1' }
  const document = { openapi: '3.1.0', info, paths: Object.fromEntries(paths) }
  await writeFile(join(folder, 'api.json'), JSON.stringify(document))
  const report = await runPipeline(folderJob(join(folder, 'api.json'), folder))
  expect(report.skipped).toEqual([])
  return folder
}

// Reads a request by the contract.
async function readInput(sample: Sample, { request, body }: Received): Promise<object> {
  // A query may hold a `?`, too.
  const [, path = '', query = ''] = /^([^?]*)\??(.*)$/.exec(request.url ?? '') ?? []
  const segments = path.split('/').slice(3)
  const read = sample.parameters.map(({ node }) => {
    const header = `${request.headers[node.name] ?? ''}`
    if (node.in === 'path') return [node.name, pathOf(node, segments.shift() ?? '')]
    if (node.in === 'query') return [node.name, queryOf(node, pairsOf(query))]
    if (node.in === 'header') return [node.name, headerOf(node, header)]
    return [node.name, cookieOf(node, request.headers.cookie ?? '')]
  })
  const sent = sample.body
  const input = Object.fromEntries(read)
  if (!sent) return input
  expect(request.headers['content-type']?.split(';')[0]).toBe(sent.type)
  return { ...input, body: await readBody(sent.node, request.headers, body) }
}

it('sends and receives what the contract describes', async () => {
  const { port } = server.address() as AddressInfo
  const property = fc.asyncProperty(
    fc.array(samples, { minLength: 40, maxLength: 40, size: 'max' }),
    async (all) => {
      const folder = await generatedFrom(all)
      const functions = await import(join(folder, 'operations.gen.ts'))
      const { createClient } = await import(join(folder, 'client.gen.ts'))
      const client = createClient({ baseUrl: `http://127.0.0.1:${port}`, retry: false })
      for (const [index, sample] of all.entries()) {
        answer = sample.answer
        const input = inputOf(sample)
        const sent = mapBytes(input, (bytes) => new Blob([new Uint8Array(bytes)]))
        const result = await functions[`call${index}`](client, sent)
        const read = await readInput(sample, received.at(-1) as Received)
        expect(read).toEqual(input)
        expect(result).toMatchObject({ ok: true, status: answer.status })
        const { data } = result
        const file = data instanceof Blob ? new Uint8Array(await data.arrayBuffer()) : data
        expect(file).toEqual(answer.value)
      }
    },
  )
  await fc.assert(property, { numRuns: 2, endOnFailure: true })
}, 120_000)

it('has types that accept the inputs and the data of its contract', async () => {
  const all = fc.sample(samples, 40)
  const folder = await generatedFrom(all)
  const asCode = (value: unknown) => literal(mapBytes(value, () => new Code("new Blob(['a'])")))
  const lines = all.flatMap((sample, index) => {
    const { status, value } = sample.answer
    const type = `Data<Awaited<ReturnType<typeof functions.call${index}>>, ${status}>`
    return [
      `functions.call${index}(client, ${asCode(inputOf(sample))})`,
      `export const data${index}: ${type} = ${asCode(value)}`,
    ]
  })
  const program = `import { createClient } from './client.gen.ts'
import * as functions from './operations.gen.ts'
type Data<Result, Status> = Extract<Result, { ok: true; status: Status }> extends { data: infer Payload } ? Payload : never
const client = createClient({})
${lines.join('\n')}
`
  await writeFile(join(folder, 'program.ts'), program)
  const compilerOptions = { noUnusedLocals: false, exactOptionalPropertyTypes: true }
  const config = { extends: '../../../../../tsconfig.json', include: ['**/*.ts'], compilerOptions }
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(config))
  expect(await compileProject(folder)).toBe('')
}, 120_000)
