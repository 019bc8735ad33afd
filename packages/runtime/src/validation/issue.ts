import type { StandardSchemaV1 } from '@standard-schema/spec'

/** What a compiled validator reports of one fault. */
export interface RawIssue {
  readonly instancePath: string
  readonly keyword: string
  readonly expected: string
}

/** What was found in a place, told without the value. `unreadable` where reading it threw. */
export type Kind =
  | 'undefined'
  | 'null'
  | 'boolean'
  | 'number'
  | 'bigint'
  | 'string'
  | 'symbol'
  | 'array'
  | 'Blob'
  | 'object'
  | 'function'
  | 'unreadable'

/** One reason why a value does not fit, without the value. */
export interface Issue extends StandardSchemaV1.Issue {
  /** A sentence for people. */
  readonly message: string
  /** Property names and indexes from the whole value to the part at fault; a missing member is named as if it were there. */
  readonly path: readonly (string | number)[]
  /** The same as a JSON pointer. @see https://www.rfc-editor.org/rfc/rfc6901 */
  readonly pointer: string
  /** The keyword of JSON Schema that was not met; `schema` when another library's schema said so. */
  readonly keyword: string
  /** What would fit, in words. */
  readonly expected: string
  /** What was there instead. */
  readonly received: Kind
}

const longest = 80

function kindOf(value: unknown): Kind {
  if (value === undefined) return 'undefined'
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  if (value instanceof Blob) return 'Blob'
  return typeof value
}

// Walks to a place by names as they came, and tells which of them are indexes.
function follow(root: unknown, names: readonly PropertyKey[]): Pick<Issue, 'path' | 'received'> {
  const path: (string | number)[] = []
  let value = root
  let readable = true
  for (const name of names) {
    path.push(
      typeof name === 'number' || (Array.isArray(value) && /^\d+$/.test(String(name)))
        ? Number(name)
        : String(name),
    )
    try {
      value = (value as Record<PropertyKey, unknown> | null | undefined)?.[name]
    } catch {
      readable = false
      value = undefined
    }
  }
  return { path, received: readable ? kindOf(value) : 'unreadable' }
}

/** Says what is wrong where, without the value. */
export function sentence(
  path: readonly (string | number)[],
  expected: string,
  received: Kind,
): string {
  const where = path.join('.') || 'The value'
  return `${where.length > longest ? `${where.slice(0, longest)}…` : where} must be ${expected}, received ${received}`
}

/** Puts a finding about `root` into words that a person understands. */
export function toIssue({ instancePath, keyword, expected }: RawIssue, root: unknown): Issue {
  const names = instancePath.split('/').slice(1)
  const { path, received } = follow(
    root,
    names.map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~')),
  )
  return {
    message: sentence(path, expected, received),
    path,
    pointer: instancePath,
    keyword,
    expected,
    received,
  }
}

/** An issue of any Standard Schema about `root` as one of ours; another library's keeps its message. */
export function fromStandardIssue(issue: StandardSchemaV1.Issue | Issue, root: unknown): Issue {
  if ('pointer' in issue) return issue
  const names = (issue.path ?? []).map((part) => (typeof part === 'object' ? part.key : part))
  const { path, received } = follow(root, names)
  const pointer = path
    .map((name) => `/${String(name).replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('')
  return {
    message: issue.message,
    path,
    pointer,
    keyword: 'schema',
    expected: 'what its schema asks for',
    received,
  }
}
