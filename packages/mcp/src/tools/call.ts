import { type CallToolResult, fromJsonSchema, type McpServer } from '@modelcontextprotocol/server'
import type { CatalogEntry } from '../catalog/catalog-entry.ts'
import type { SearchIndex } from '../catalog/search-index.ts'
import { catalog } from '../generated/catalog.gen.ts'
import type { CheckedOptions } from '../options.ts'
import { valueAtPointer } from '../result/pointer.ts'
import type { ResultStore } from '../result/result-store.ts'
import { trimToSize } from '../result/trim.ts'
import { isCallable } from './is-callable.ts'
import { runOperation } from './run-operation.ts'
import { toolError, toolResult } from './tool-result.ts'

interface CallInput {
  operation?: string
  input?: Readonly<Record<string, unknown>>
  pages?: number
  resultId?: string
  pointer?: string
  from?: number
}

/** What the tools of a server share. */
export interface ToolContext {
  readonly options: CheckedOptions
  readonly index: SearchIndex
  readonly results: ResultStore
}

const byId = new Map(catalog.map((entry) => [entry.id, entry]))

/** Registers the tool that calls operations and reads on in trimmed results. */
export function registerCall(server: McpServer, context: ToolContext): void {
  const { options } = context
  const allowed = options.allow.length > 0 ? ` and ${options.allow.join(', ')}` : ''
  server.registerTool(
    'call',
    {
      title: 'Call an operation',
      description: `Calls an operation that \`search\` found. Only operations that read${allowed} are allowed. A result that is too long is trimmed and lists what is missing; pass its \`resultId\` with a \`pointer\` and \`from\` of that list to read on without another request.`,
      inputSchema: callInput(options),
      annotations: {
        readOnlyHint: options.allow.length === 0,
        destructiveHint: options.allow.length > 0,
        openWorldHint: true,
      },
    },
    async (input, { mcpReq }) => {
      if (input.resultId !== undefined)
        return readOn(context, { ...input, resultId: input.resultId })
      if (input.operation === undefined)
        return toolError(
          'Pass `operation` to call one, or `resultId` to read on in a trimmed result.',
        )
      const entry = byId.get(input.operation)
      if (!entry) return unknownOperation(context, input.operation)
      if (!isCallable(entry, options)) return reject(entry)
      return callOperation(context, entry, input, mcpReq.signal)
    },
  )
}

function callInput({ maxPages }: CheckedOptions) {
  return fromJsonSchema<CallInput>({
    type: 'object',
    additionalProperties: false,
    properties: {
      operation: { type: 'string', description: 'Id of the operation, such as listRoles.' },
      input: {
        type: 'object',
        description: 'Input of the operation, as `search` shows its schema. @default {}',
      },
      pages: {
        type: 'integer',
        minimum: 1,
        maximum: maxPages,
        default: 1,
        description: 'How many pages of a list to fetch. The result has the input of the next one.',
      },
      resultId: { type: 'string', description: 'Id of a trimmed result to read on in.' },
      pointer: { type: 'string', default: '', description: 'JSON pointer into that result.' },
      from: {
        type: 'integer',
        minimum: 0,
        default: 0,
        description: 'Index of the first item, member or character to return.',
      },
    },
  })
}

function unknownOperation({ index }: ToolContext, id: string): CallToolResult {
  const similar = index.search(id).slice(0, 3)
  return toolError(`There is no operation ${id}. Use \`search\` to find one.`, {
    similar: similar.map((entry) => entry.id),
  })
}

function reject({ id, method }: CatalogEntry): CallToolResult {
  return toolError(
    `${id} (${method}) changes data, and this server allows only operations that read. Its owner can allow it: \`--allow ${id}\`.`,
  )
}

async function callOperation(
  context: ToolContext,
  entry: CatalogEntry,
  { input = {}, pages = 1 }: CallInput,
  signal: AbortSignal,
): Promise<CallToolResult> {
  const outcome = await runOperation(entry, { input, pages, signal, options: context.options })
  const result = trimmed(context, outcome.result)
  return outcome.isError ? { ...result, isError: true } : result
}

function trimmed(
  { results, options }: ToolContext,
  result: object,
  id?: string,
  part: { pointer?: string; from?: number } = {},
): CallToolResult {
  const source = part.pointer === undefined ? result : valueAtPointer(result, part.pointer)
  const { value, rest } = trimToSize(source, options.maxTokens * 4, part)
  if (rest.length === 0) return toolResult(id === undefined ? value : { value })
  const more = { resultId: id ?? results.add(result), missing: rest }
  return toolResult(id === undefined ? { ...(value as object), more } : { value, more })
}

function readOn(
  context: ToolContext,
  { resultId: id, pointer = '', from = 0 }: CallInput & { resultId: string },
): CallToolResult {
  const result = context.results.get(id)
  if (result === undefined)
    return toolError('This result is no longer kept. Call the operation again.')
  if (valueAtPointer(result, pointer) === undefined)
    return toolError(`The result has nothing at the JSON pointer "${pointer}".`)
  return trimmed(context, result as object, id, { pointer, from })
}
