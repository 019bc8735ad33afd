import type { Pagination } from '@returning-kit/runtime'
import {
  type Document,
  escapePointer,
  type Located,
  locate,
  type MediaType,
  type OperationObject,
  type Parameter,
} from './document.ts'

/** One answer that an operation declares. */
export interface Declared {
  readonly content: Readonly<Record<string, Located<MediaType>>>
  readonly headers: Readonly<Record<string, Located<MediaType>>>
}

/** What the mock knows of one operation beside what Prism knows. */
export interface Operation {
  readonly id: string
  readonly method: string
  readonly path: string
  readonly pointer: string
  readonly parameters: readonly Located<Parameter>[]
  readonly body: Readonly<Record<string, Located<MediaType>>>
  readonly responses: Readonly<Record<string, Declared>>
  /** Names of the schemes in each of its security alternatives. */
  readonly security: readonly (readonly string[])[]
  readonly pagination: Pagination | undefined
  /** Name of its envelope. */
  readonly envelope: string | undefined
  /** Dotted path from a body to the payload. */
  readonly data: string
  /** Dotted path from a body to the list of a paged answer, or to the payload. */
  readonly items: string
}

const methods = new Set(['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'])

type Content = Readonly<Record<string, MediaType>> | undefined

function contentOf(content: Content, pointer: string): Record<string, Located<MediaType>> {
  const entries = Object.entries(content ?? {})
  return Object.fromEntries(
    entries.map(([type, value]) => [
      type,
      { value, pointer: `${pointer}/content/${escapePointer(type)}` },
    ]),
  )
}

/** Reads the operations of a document, in its order. */
export function readOperations(document: Document): Operation[] {
  return Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    Object.entries(item)
      .filter(([method]) => methods.has(method))
      .map(([method, source]) =>
        readOperation(document, path, method, item, source as OperationObject),
      ),
  )
}

function readOperation(
  document: Document,
  path: string,
  method: string,
  item: Readonly<Record<string, unknown>>,
  source: OperationObject,
): Operation {
  const shared = `/paths/${escapePointer(path)}`
  const pointer = `${shared}/${method}`
  const listed = [
    ...((item['parameters'] ?? []) as Parameter[]).map((value, index) => ({
      value,
      pointer: `${shared}/parameters/${index}`,
    })),
    ...(source.parameters ?? []).map((value, index) => ({
      value,
      pointer: `${pointer}/parameters/${index}`,
    })),
  ].map(({ value, pointer: at }) => locate<Parameter>(document, value, at))
  // A parameter of the operation replaces one of its path.
  const parameters = new Map(
    listed.map((parameter) => [`${parameter.value.in} ${parameter.value.name}`, parameter]),
  )
  const body = source.requestBody && locate(document, source.requestBody, `${pointer}/requestBody`)
  const data = document['x-envelopes']?.[source['x-envelope'] ?? '']?.data ?? ''
  return {
    id: source.operationId ?? `${method.toUpperCase()} ${path}`,
    method: method.toUpperCase(),
    path,
    pointer,
    parameters: [...parameters.values()],
    body: body ? contentOf((body.value as { content?: Content }).content, body.pointer) : {},
    responses: Object.fromEntries(
      Object.entries(source.responses ?? {}).map(([status, given]) => {
        const found = locate(document, given, `${pointer}/responses/${status}`)
        const { content, headers = {} } = found.value as {
          content?: Content
          headers?: Record<string, MediaType>
        }
        const located = Object.entries(headers).map(
          ([name, header]) =>
            [
              name,
              locate(document, header, `${found.pointer}/headers/${escapePointer(name)}`),
            ] as const,
        )
        return [
          status,
          { content: contentOf(content, found.pointer), headers: Object.fromEntries(located) },
        ]
      }),
    ),
    security: (source.security ?? document.security ?? []).map((requirement) =>
      Object.keys(requirement),
    ),
    pagination: source['x-pagination'],
    envelope: source['x-envelope'],
    data,
    items: source['x-pagination']?.items ?? data,
  }
}

/** What an operation declares for a status: exactly it, its hundred, or the rest. */
export function declaredFor(operation: Operation, status: number): Declared | undefined {
  const { responses } = operation
  return responses[status] ?? responses[`${Math.floor(status / 100)}XX`] ?? responses['default']
}

/** The first success that an operation declares. */
export function successOf(operation: Operation): number | undefined {
  const status = Object.keys(operation.responses).find((name) => /^2\d\d$/.test(name))
  return status === undefined ? undefined : Number(status)
}

const isJson = (type: string) => /^[^;]*[/+]json\b/i.test(type)

/** The JSON media type among several. */
export function jsonOf(
  content: Readonly<Record<string, Located<MediaType>>>,
): Located<MediaType> | undefined {
  return Object.entries(content).find(([type]) => isJson(type))?.[1]
}
