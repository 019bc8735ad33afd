import * as core from '@returning-kit/core'
import {
  type AnyResult,
  type Client,
  isCallError,
  isCredentialError,
  isResponseError,
  type PagedCall,
  type ResponseError,
} from '@returning-kit/core'
import type { CatalogEntry } from '../catalog/catalog-entry.ts'
import { inputSchemaOf } from '../catalog/input-schema.ts'
import { sensitiveNames } from '../generated/catalog.gen.ts'
import type { CheckedOptions } from '../options.ts'
import { redact, redactNames } from '../result/redact.ts'

/** What an operation responded, or why it could not be called. */
export interface Outcome {
  readonly result: object
  readonly isError: boolean
}

interface CallRequest {
  readonly input: Readonly<Record<string, unknown>>
  /** How many pages of a list are fetched. */
  readonly pages: number
  readonly signal: AbortSignal
  readonly options: CheckedOptions
}

type OperationCall = PromiseLike<AnyResult> &
  Partial<Pick<PagedCall<unknown, unknown, unknown>, 'pages'>>
type OperationFunction = (
  client: Client,
  input: object,
  options: { signal: AbortSignal },
) => OperationCall

const secretNames = new Set(sensitiveNames)
const functions: Readonly<Record<string, unknown>> = core

/** Validates the input of an operation, calls it, and returns its result without sensitive values. */
export async function runOperation(entry: CatalogEntry, request: CallRequest): Promise<Outcome> {
  const issues = issuesOf(entry, request.input)
  if (issues.length > 0) {
    return failed({ error: `The input of ${entry.id} is invalid; nothing was sent.`, issues })
  }
  try {
    const run = functions[entry.id] as OperationFunction
    const call = run(request.options.client, request.input, { signal: request.signal })
    return entry.isPaged
      ? await readPages(entry, call, request)
      : await readResult(entry, call, request)
  } catch (error) {
    return describeError(error, request.options)
  }
}

function issuesOf({ id }: CatalogEntry, input: object): object[] {
  const schema = inputSchemaOf(id)
  if (!schema) return Object.keys(input).map((name) => ({ path: name, message: 'takes no input' }))
  const { issues = [] } = schema['~standard'].validate(input) as { issues?: object[] }
  return issues as object[]
}

async function readResult(
  entry: CatalogEntry,
  call: OperationCall,
  { options }: CallRequest,
): Promise<Outcome> {
  const result = await call
  if (!result.ok) return failed(failureOf(result, options))
  return succeeded({ status: result.status, data: visible(entry, result.data, options) })
}

async function readPages(
  entry: CatalogEntry,
  call: OperationCall,
  { pages, options }: CallRequest,
): Promise<Outcome> {
  const items: unknown[] = []
  let next: object | undefined
  let count = 0
  for await (const page of call.pages?.() ?? []) {
    items.push(...page.items)
    next = page.next
    count += 1
    if (count >= pages) break
  }
  return succeeded({
    data: visible(entry, items, options),
    // The caller merges it into the input.
    ...(next && { next }),
  })
}

function visible(entry: CatalogEntry, data: unknown, { showSensitive }: CheckedOptions): unknown {
  return showSensitive ? data : redact(data, entry.sensitive ?? [])
}

function describeError(error: unknown, options: CheckedOptions): Outcome {
  if (isResponseError(error)) return failed(failureOf(error, options))
  if (!isCallError(error)) throw error
  if (!isCredentialError(error)) return failed({ error: error.message })
  const names = error.options.map(options.credentialName).join(' or ')
  return failed({ error: `${error.message} The owner of this server has to set ${names}.` })
}

// The body may repeat what the caller sent.
function failureOf(
  { status, message, error }: Pick<ResponseError, 'status' | 'message' | 'error'>,
  { showSensitive }: CheckedOptions,
): object {
  return { error: message, status, body: showSensitive ? error : redactNames(error, secretNames) }
}

function succeeded(result: object): Outcome {
  return { result, isError: false }
}

function failed(result: object): Outcome {
  return { result, isError: true }
}
