import {
  exampleInput,
  type ParsedContract,
  readCredentials,
  readOperations,
} from '@returning-kit/codegen/internal'
import * as core from '@returning-kit/core'
import type { Call } from './load.ts'

type Generated = (client: core.Client, input: object) => PromiseLike<core.AnyResult>

// In an example input, a file is source code. This replaces it with a file.
function withFiles(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  const isCode = 'text' in value && /^new Blob/.test(String(value.text))
  if (isCode) return new Blob(['name,email\n'], { type: 'text/csv' })
  if (Array.isArray(value)) return value.map(withFiles)
  return Object.fromEntries(
    Object.entries(value).map(([name, property]) => [name, withFiles(property)]),
  )
}

/** Returns a valid request of every operation, as the client sends it. */
export async function callsOf({ document }: ParsedContract): Promise<Call[]> {
  const models = readOperations(document)
  const credentials = Object.fromEntries(
    [...readCredentials(document, models).values()].map(({ option }) => [
      option,
      'fake-credential',
    ]),
  )
  const calls: Call[] = []
  const client = core.createClient({
    ...credentials,
    baseUrl: 'http://127.0.0.1',
    retry: false,
    fetch: async (url, init) => {
      const request = new Request(url, init)
      const { pathname, search } = new URL(request.url)
      const body = request.body ? await request.text() : undefined
      calls.push({
        method: request.method,
        path: pathname + search,
        headers: Object.fromEntries(request.headers),
        body,
      })
      return new Response(null, { status: 204 })
    },
  })
  const functions = core as unknown as Record<string, Generated>
  for (const model of models) {
    await functions[model.id]?.(client, withFiles(exampleInput(document, model)) as object)
  }
  return calls
}
