import { ObjectId } from '@returning-kit/validation/schemas'
import { defaultFields, isField } from './fields.ts'
import { type Problem, problem } from './messages.ts'

/** What a page asks for; its address holds all of it. */
export interface Query {
  readonly communityId: string
  readonly page: number
  readonly limit: number
  /** Names as they came, see {@link queryProblem}. */
  readonly fields: readonly string[]
}

/** Page sizes to choose from. The API names no largest one; ours keeps a page readable. */
export const limits: readonly number[] = [10, 20, 50, 100]
const largestLimit = 100

function numberOf(text: string | null, fallback: number): number {
  if (text === null || text === '') return fallback
  return /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN
}

/** Reads a page's address. What is not there has a default: the given community, page 1, 20 members, the usual fields. */
export function readQuery(search: URLSearchParams, communityId: string): Query {
  // The picker sends an empty name along, which tells "nothing picked" from "not asked yet".
  const picked = search.getAll('fields')
  return {
    communityId: (search.get('communityId') ?? communityId).trim(),
    page: numberOf(search.get('page'), 1),
    limit: numberOf(search.get('limit'), 20),
    fields: picked.length > 0 ? [...new Set(picked)].filter(Boolean) : defaultFields,
  }
}

/** What keeps a query from being sent, if anything does. */
export function queryProblem({ communityId, page, limit, fields }: Query): Problem | undefined {
  if (communityId === '') {
    return problem(
      400,
      'Which community?',
      'The community id is missing.',
      'Enter it in the form; it is shown under community settings > Appearance.',
    )
  }
  if (!ObjectId.is(communityId)) {
    const what = `"${communityId}" is not a community id: it has 24 digits and letters from a to f.`
    return problem(
      400,
      'This is no community id',
      what,
      'Copy it from community settings > Appearance.',
    )
  }
  if (!(page >= 1))
    return problem(
      400,
      'There is no such page',
      'Pages are whole numbers from 1.',
      'Go back to the first page.',
    )
  if (!(limit >= 1 && limit <= largestLimit)) {
    const what = `A page holds 1 to ${largestLimit} members.`
    return problem(400, 'This page size does not work', what, 'Choose one from the list.')
  }
  if (fields.length === 0) {
    return problem(
      400,
      'Nothing to show',
      'No field is picked, so there is nothing to ask for.',
      'Pick at least one field.',
    )
  }
  const unknown = fields.find((name) => !isField(name))
  if (unknown === undefined) return undefined
  return problem(
    400,
    'There is no such field',
    `The API offers no field "${unknown}".`,
    'Pick fields in the form.',
  )
}

/** Address of the page that asks for this. */
export function hrefOf({ communityId, page, limit, fields }: Query): string {
  const search = new URLSearchParams({ communityId, page: String(page), limit: String(limit) })
  for (const field of fields) search.append('fields', field)
  return `/?${search}`
}
