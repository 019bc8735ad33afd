import { pascal } from '../../openapi/identifiers.ts'

/** Names that are proposed for an operation of which only calls are known. */
export interface ProposedNames {
  readonly operationId: string
  readonly summary: string
}

const verbs: Readonly<Record<string, string>> = {
  GET: 'get',
  POST: 'create',
  PUT: 'update',
  PATCH: 'update',
  DELETE: 'delete',
}

/**
 * Proposes names for an operation by the words of its path: `GET /users/{userId}/badges` becomes
 * `listUserBadges`.
 */
export function proposeNames(method: string, path: string): ProposedNames {
  const segments = path.split('/').slice(1)
  const nouns = segments.filter((segment) => !/^(\{.*\}|api|v\d+)$/.test(segment))
  const last = segments.at(-1) ?? ''
  const isList = method === 'GET' && nouns.at(-1) === last && singular(last) !== last
  const words = nouns.flatMap((noun, index) => {
    const isPlural = isList && index === nouns.length - 1
    return wordsOf(isPlural ? noun : singular(noun))
  })
  const verb = isList ? 'list' : (verbs[method] ?? method.toLowerCase())
  const all = [verb, ...words]
  return { operationId: [verb, ...words.map(pascal)].join(''), summary: pascal(all.join(' ')) }
}

function wordsOf(segment: string): string[] {
  return (segment.match(/[A-Z]?[a-z\d]+|[A-Z]+/g) ?? []).map((word) => word.toLowerCase())
}

function singular(word: string): string {
  if (/[^aeiou]ies$/.test(word)) return word.replace(/ies$/, 'y')
  return /[^su]s$/.test(word) ? word.slice(0, -1) : word
}
