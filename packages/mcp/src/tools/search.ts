import { type CallToolResult, fromJsonSchema, type McpServer } from '@modelcontextprotocol/server'
import type { CatalogEntry } from '../catalog/catalog-entry.ts'
import { inputSchemaOf } from '../catalog/input-schema.ts'
import type { SearchIndex } from '../catalog/search-index.ts'
import { catalog } from '../generated/catalog.gen.ts'
import type { CheckedOptions } from '../options.ts'
import { sizeOf } from '../result/trim.ts'
import { isCallable } from './is-callable.ts'
import { toolResult } from './tool-result.ts'

interface SearchInput {
  query: string
  tag?: string
  limit?: number
}

const tags = [...new Set(catalog.flatMap(({ tag }) => tag ?? []))]

const input = fromJsonSchema<SearchInput>({
  type: 'object',
  additionalProperties: false,
  required: ['query'],
  properties: {
    query: {
      type: 'string',
      description:
        'Words such as "roles of a user", or the exact id of an operation. Empty lists all operations.',
    },
    tag: { type: 'string', enum: tags, description: 'Only operations of this tag.' },
    limit: {
      type: 'integer',
      minimum: 1,
      maximum: 50,
      default: 8,
      description: 'Maximum number of operations.',
    },
  },
})

/** Registers the tool that finds operations and shows their inputs. */
export function registerSearch(
  server: McpServer,
  index: SearchIndex,
  options: CheckedOptions,
): void {
  server.registerTool(
    'search',
    {
      title: 'Search operations',
      description:
        'Finds operations of the Returning.AI community API. Returns their ids, what they do, and the JSON Schema of their input for the tool `call`.',
      inputSchema: input,
      annotations: { readOnlyHint: true, openWorldHint: false },
    },
    ({ query, tag, limit = 8 }) => search(index, options, { query, limit, tag }),
  )
}

function search(
  index: SearchIndex,
  options: CheckedOptions,
  { query, tag, limit }: { query: string; tag: string | undefined; limit: number },
): CallToolResult {
  const matches = index.search(query, tag)
  const shown = matches.slice(0, limit).map((entry) => describe(entry, options))
  let remaining = options.maxTokens * 4
  const operations: object[] = []
  for (const operation of shown) {
    const withSchema = { ...operation, input: inputOf(operation.operation) }
    const fitting = [withSchema, operation].find((one) => sizeOf(one) <= remaining)
    if (!fitting) break
    operations.push(fitting)
    remaining -= sizeOf(fitting)
  }
  const isComplete = operations.length === matches.length
  return toolResult({
    operations,
    ...(!isComplete && { found: matches.length, hint: 'Use more words, a tag or a higher limit.' }),
    ...(operations.some((operation) => !('input' in operation)) && {
      inputHint: 'Search for the exact id of an operation to see the schema of its input.',
    }),
  })
}

function describe(entry: CatalogEntry, options: CheckedOptions) {
  const { id, tag, method, path, summary, description, permission, provenance } = entry
  return {
    operation: id,
    request: `${method} ${path}`,
    summary,
    ...(description && description !== summary && { description }),
    tag,
    permission,
    provenance,
    ...(entry.isPaged && { isPaged: true }),
    ...(entry.isDeprecated && { isDeprecated: true }),
    ...(!isCallable(entry, options) && { rejected: 'It changes data, and is not allowed here.' }),
  }
}

function inputOf(id: string): unknown {
  const schema = inputSchemaOf(id)
  return schema?.['~standard'].jsonSchema.input({ target: 'draft-2020-12' }) ?? 'none'
}
