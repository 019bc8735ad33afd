import type { StandardSchemaV1 } from '@standard-schema/spec'

/** One issue as a compiled validator reports it. */
export interface RawIssue {
  readonly instancePath: string
  readonly keyword: string
  readonly expected: string
}

/** The kind of a received value, instead of the value. `unreadable` means that reading it threw. */
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

/** One reason why a value is invalid, without the value. */
export interface Issue extends StandardSchemaV1.Issue {
  /** A sentence for people. */
  readonly message: string
  /**
   * Property names and indexes from the root to the invalid part; a missing property is included.
   */
  readonly path: readonly (string | number)[]
  /** The path as a JSON pointer. @see https://www.rfc-editor.org/rfc/rfc6901 */
  readonly pointer: string
  /** The failed keyword of JSON Schema; `schema` if a schema of another library failed. */
  readonly keyword: string
  /** What would be valid, in words. */
  readonly expected: string
  /** What was received instead. */
  readonly received: Kind
}

const maxPathLength = 80

function receivedKind(value: unknown): Kind {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  if (value instanceof Blob) return 'Blob'
  return typeof value
}

// Walks to a part of the value; names of array items become numbers.
function locate(root: unknown, names: readonly PropertyKey[]): Pick<Issue, 'path' | 'received'> {
  const path: (string | number)[] = []
  let value = root
  let readable = true
  for (const name of names) {
    const isIndex = typeof name === 'number' || (Array.isArray(value) && /^\d+$/.test(String(name)))
    path.push(isIndex ? Number(name) : String(name))
    try {
      value = (value as Record<PropertyKey, unknown> | null | undefined)?.[name]
    } catch {
      readable = false
      value = undefined
    }
  }
  return { path, received: readable ? receivedKind(value) : 'unreadable' }
}

/** Returns the message of an issue, without the value. */
export function issueMessage(
  path: readonly (string | number)[],
  expected: string,
  received: Kind,
): string {
  const joined = path.join('.') || 'The value'
  const subject = joined.length > maxPathLength ? `${joined.slice(0, maxPathLength)}…` : joined
  return `${subject} must be ${expected}, received ${received}`
}

/** Returns the issue that a compiled validator reported about `root`. */
export function toIssue({ instancePath, keyword, expected }: RawIssue, root: unknown): Issue {
  const names = instancePath
    .split('/')
    .slice(1)
    .map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'))
  const { path, received } = locate(root, names)
  // Validators do not look whether a required property is present before they look at its type.
  const isMissing = received === 'undefined' && path.length > 0
  const issue = isMissing ? { keyword: 'required', expected: 'present' } : { keyword, expected }
  const message = issueMessage(path, issue.expected, received)
  return { message, path, pointer: instancePath, ...issue, received }
}

/**
 * Returns the issue of any Standard Schema about `root`; the message of another library is kept.
 */
export function fromStandardIssue(issue: StandardSchemaV1.Issue | Issue, root: unknown): Issue {
  if ('pointer' in issue) return issue
  const names = (issue.path ?? []).map((part) => (typeof part === 'object' ? part.key : part))
  const { path, received } = locate(root, names)
  const pointer = path
    .map((name) => `/${String(name).replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('')
  const expected = 'valid against its schema'
  return { message: issue.message, path, pointer, keyword: 'schema', expected, received }
}
