import { glob } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { isCredentialError } from '@returning-kit/runtime'
import { sampleValue } from '../../src/emit/client/sample-value.ts'
import { Code } from '../../src/emit/print.ts'
import { exampleInput, readContract, readCredentials, readOperations } from '../../src/internal.ts'
import { successResponses } from '../../src/model/operation.ts'
import { normalizeForFunctions } from '../../src/normalize/for-functions.ts'
import { hoistSchemas } from '../../src/normalize/hoist-schemas.ts'
import { mendDocument } from '../../src/normalize/mend/mend-document.ts'
import { upgradeDialect } from '../../src/normalize/upgrade-dialect.ts'
import { isJson } from '../../src/openapi/media-type.ts'

// Run by the suite with a folder of generated files, their document, and 1 when there is a program: calls functions of
// each method against a server on loopback, runs every validator once, and prints what happened as JSON.
const [, , folder = '', spec = '', hasProgram] = process.argv
const perMethod = 4

const document = normalizeForFunctions(
  upgradeDialect(hoistSchemas(mendDocument((await readContract(spec)).document).document)),
)
const models = readOperations(document, [])
const functions = (await import(join(folder, 'operations.gen.ts'))) as Record<
  string,
  (...args: unknown[]) => Promise<Outcome>
>
const { createClient } = (await import(join(folder, 'client.gen.ts'))) as {
  createClient: (options: object) => unknown
}

interface Outcome {
  ok: boolean
  status: number
  message?: string
}

interface Seen {
  method: string
  path: string
  query: string
  type: string
}

const seen: Seen[] = []
const matchers = models.map((model) => {
  // A fragment, by which some documents tell apart operations of one path, is not sent.
  const source = model.path
    .replace(/#.*/, '')
    .split(/\{[^{}]+\}/)
    .map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return { model, pattern: new RegExp(`^${source.join('[^/]+')}$`) }
})

const server = createServer((request, response) => {
  const { pathname, search } = new URL(request.url ?? '/', 'http://localhost')
  const { method = '' } = request
  seen.push({ method, path: pathname, query: search, type: request.headers['content-type'] ?? '' })
  const fitting = matchers.filter(
    ({ model, pattern }) => model.method === method && pattern.test(pathname),
  )
  const model = (fitting.find(({ model }) => model.path === pathname) ?? fitting[0])?.model
  const success = model && successResponses(model)[0]
  const status = /^\d+$/.test(success?.status ?? '') ? Number(success?.status) : 200
  const type = success?.mediaType
  request.resume()
  request.on('end', () => {
    if (!success || type === undefined || method === 'HEAD' || status === 204)
      return response.writeHead(model ? status : 404).end()
    const text = isJson(type)
      ? JSON.stringify(success.example ?? sampleValue(document, success.schema))
      : 'text'
    return response
      .writeHead(status, { 'content-type': type === '*/*' ? 'application/json' : type })
      .end(text)
  })
})
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

// Code in an example stands for a file.
function plain(value: unknown): unknown {
  if (value instanceof Code)
    return value.text === 'new FormData()' ? new FormData() : new Blob(['file'])
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, plain(member)]))
}

const options = [...readCredentials(document, models).values()].map(({ option }) => option)
const credentials = Object.fromEntries(options.map((option) => [option, 'fake-credential']))
const client = createClient({ ...credentials, baseUrl, retry: false })
const called: string[] = []
const failed: string[] = []

for (const model of models) {
  const same = called.filter(
    (name) => models.find(({ id }) => id === name)?.method === model.method,
  )
  if (same.length >= perMethod || model.method === 'TRACE') continue
  const input = plain(exampleInput(document, model)) as object
  const before = seen.length
  called.push(model.id)
  try {
    const outcome = await functions[model.id]?.(client, input)
    const request = seen[before]
    const pattern = matchers.find((matcher) => matcher.model === model)?.pattern
    if (request?.method !== model.method || !pattern?.test(request.path)) {
      failed.push(`${model.id} sent ${request?.method} ${request?.path}`)
    } else if (!outcome?.ok && successResponses(model).length > 0) {
      failed.push(`${model.id} answered ${outcome?.status}: ${outcome?.message}`)
    }
  } catch (error) {
    if (!isCredentialError(error)) failed.push(`${model.id} threw ${error}`)
    else failed.push(`${model.id} has no credential: ${error.message}`)
  }
}

let validators = 0
for await (const file of glob('validators/{schemas,operations}/*.gen.ts', { cwd: folder })) {
  const compiled = (await import(join(folder, file))) as Record<
    string,
    { is?: (value: unknown) => boolean }
  >
  const found = Object.values(compiled).filter((member) => member.is !== undefined)
  for (const schema of found)
    for (const value of [undefined, null, 'text', 1, [], {}]) schema.is?.(value)
  validators += found.length
}

const program =
  hasProgram === '1'
    ? ((await import(join(folder, 'program.ts'))) as { run: (url: string) => Promise<unknown> })
    : undefined
const outcome = await program?.run(baseUrl)
server.closeAllConnections()
server.close()
console.log(JSON.stringify({ called: called.length, failed, validators, program: outcome ?? null }))
