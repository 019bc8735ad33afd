import { exampleInput, type OperationModel, readCredentials } from '@returning-kit/codegen/internal'
import * as core from '@returning-kit/core'
import { document } from '../contract/document.ts'
import { functionOf, models } from '../helpers.ts'

/** A credential for every security scheme. */
export const credentials: Readonly<Record<string, string>> = Object.fromEntries(
  [...readCredentials(document, models).values()].map(({ option }) => [option, 'fake-credential']),
)

// The file of an example is code for readers. Here it becomes the file.
function withFiles(value: unknown): unknown {
  const isCode =
    typeof value === 'object' &&
    value !== null &&
    'text' in value &&
    /^new Blob/.test(String(value.text))
  if (isCode) return new Blob(['name,email\n'], { type: 'text/csv' })
  if (Array.isArray(value)) return value.map(withFiles)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, withFiles(each)]))
}

/** Returns a valid input of an operation, from the contract's examples. */
export function validInputOf(model: OperationModel): Record<string, unknown> {
  return withFiles(exampleInput(document, model)) as Record<string, unknown>
}

/** Returns the request that a generated function sends for an input. */
export async function requestOf(
  model: OperationModel,
  baseUrl: string,
  input: object = validInputOf(model),
): Promise<Request> {
  const { promise, resolve } = Promise.withResolvers<Request>()
  const client = core.createClient({
    ...credentials,
    baseUrl,
    retry: false,
    fetch: async (...given) => {
      resolve(new Request(...given))
      return new Response(null, { status: 204 })
    },
  })
  await functionOf(model.id)(client, input)
  return promise
}

/** Returns the parsed body of a request: JSON or a form. */
export async function bodyOf(request: Request): Promise<unknown> {
  if (!request.body) return undefined
  const isJson = /json/.test(request.headers.get('content-type') ?? '')
  return isJson ? request.json() : request.formData()
}
