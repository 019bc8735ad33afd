import { glob } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { isDeepStrictEqual } from 'node:util'
import { Code } from '../../src/emit/print.ts'
import { readContract, readCredentials, readOperations } from '../../src/internal.ts'
import type { OperationModel } from '../../src/model/operation.ts'
import { readRoutes } from '../../src/model/read-operations.ts'
import { normalizeForFunctions } from '../../src/normalize/for-functions.ts'
import { hoistSchemas } from '../../src/normalize/hoist-schemas.ts'
import { mendDocument } from '../../src/normalize/mend/mend-document.ts'
import { upgradeDialect } from '../../src/normalize/upgrade-dialect.ts'
import { isJson } from '../../src/openapi/media-type.ts'
import { type SampleResponse, sampleInputs, sampleResponses } from './operation-samples.ts'
import { lostInputs, operationOf, type Received } from './wire.ts'

// Run by the suite with a folder of generated files, their document, and 1 when there is a program: calls every function
// with several inputs against a server on loopback that reads them by the contract, runs every validator once, and prints
// what happened as JSON.
const [, , folder = '', spec = '', hasProgram] = process.argv

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
  data?: unknown
}

let received: Received | undefined
let answer: SampleResponse | undefined

const server = createServer(async (request, response) => {
  const { method = '', url = '', headers } = request
  received = { method, url, headers, body: await buffer(request) }
  const model = operationOf(models, { method, url })
  const [first] = model ? sampleResponses(document, model) : []
  const { status, mediaType, value } = answer ??
    first ?? { status: 200, mediaType: 'application/json', value: {} }
  const text = mediaType !== undefined && isJson(mediaType) ? JSON.stringify(value) : value
  response
    .writeHead(status, mediaType === undefined ? {} : { 'content-type': mediaType })
    .end(method === 'HEAD' ? undefined : text)
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
let called = 0
const failed: string[] = []

// Returns what is wrong with a call; undefined for nothing.
async function problemOf(
  model: OperationModel,
  input: Record<string, unknown>,
  response: SampleResponse | undefined,
): Promise<string | undefined> {
  received = undefined
  answer = response
  called += 1
  try {
    const outcome = await functions[model.id]?.(client, input)
    const request = received as Received | undefined
    if (request?.method !== model.method) return `was sent as ${request?.method}`
    const lost = await lostInputs(model, input, request)
    if (lost.length > 0)
      return `lost ${lost.join(' and ')} in ${request.url} ${request.body.subarray(0, 200)}`
    if (!outcome?.ok) return `failed with ${outcome?.status}: ${outcome?.message}`
    return response && !hasData(model, response, outcome.data) ? 'returned other data' : undefined
  } catch (error) {
    return `threw ${error}`
  }
}

function hasData(
  model: OperationModel,
  { mediaType, value }: SampleResponse,
  data: unknown,
): boolean {
  if (mediaType === undefined || model.envelope) return true
  if (isJson(mediaType)) return isDeepStrictEqual(data, JSON.parse(JSON.stringify(value)))
  return data instanceof Blob || data === value
}

let right = 0
for (const model of models) {
  const inputs = sampleInputs(document, model)
  const responses = sampleResponses(document, model)
  const problems: string[] = []
  for (let index = 0; index < Math.max(inputs.length, responses.length); index += 1) {
    const input = plain(inputs[index % inputs.length]) as Record<string, unknown>
    const problem = await problemOf(model, input, responses[index % responses.length])
    if (problem) problems.push(problem)
  }
  if (problems.length === 0) right += 1
  else failed.push(`${model.id} ${problems[0]}`)
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
answer = undefined
const outcome = await program?.run(baseUrl)
server.closeAllConnections()
server.close()
const operations = readRoutes(document).length
console.log(
  JSON.stringify({ operations, called, right, failed, validators, program: outcome ?? null }),
)
