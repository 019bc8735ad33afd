import { ObjectId } from '@returning-kit/validation/schemas'
import { defaultFields, isField } from './fields.ts'
import type { Problem } from './problems.ts'

/** The parameters of a page, all of which are in its URL. */
export interface Query {
  readonly communityId: string
  readonly page: number
  readonly limit: number
  /** Field names that are not validated yet, see {@link problemOfQuery}. */
  readonly fields: readonly string[]
}

/** Page sizes of the form. The API documents no maximum; this one keeps a page readable. */
export const limits: readonly number[] = [10, 20, 50, 100]
const maxLimit = 100

function parseInteger(value: string | null, fallback: number): number {
  if (value === null || value === '') return fallback
  return /^\d{1,9}$/.test(value) ? Number(value) : Number.NaN
}

/**
 * Reads the parameters of a page. The defaults are the given community, page 1, 20 members and the
 * default fields.
 */
export function readQuery(search: URLSearchParams, communityId: string): Query {
  // The form always sends an empty name, so that a selection of no fields differs from no
  // selection.
  const fields = search.getAll('fields')
  return {
    communityId: (search.get('communityId') ?? communityId).trim(),
    page: parseInteger(search.get('page'), 1),
    limit: parseInteger(search.get('limit'), 20),
    fields: fields.length > 0 ? [...new Set(fields)].filter(Boolean) : defaultFields,
  }
}

/** Returns why a query cannot be sent, or undefined if it can. */
export function problemOfQuery({ communityId, page, limit, fields }: Query): Problem | undefined {
  if (communityId === '') {
    return {
      status: 400,
      title: 'No community',
      description: 'The community ID is missing.',
      remedy: 'Enter it in the form. It is shown under community settings > Appearance.',
    }
  }
  if (!ObjectId.is(communityId)) {
    return {
      status: 400,
      title: 'Invalid community ID',
      description: `"${communityId}" is not a community ID, which has 24 hexadecimal digits.`,
      remedy: 'Copy it from community settings > Appearance.',
    }
  }
  if (!(page >= 1)) {
    return {
      status: 400,
      title: 'Invalid page',
      description: 'The page must be an integer of at least 1.',
      remedy: 'Go back to the first page.',
    }
  }
  if (!(limit >= 1 && limit <= maxLimit)) {
    return {
      status: 400,
      title: 'Invalid number of members',
      description: `A page can show 1 to ${maxLimit} members.`,
      remedy: 'Select a number in the form.',
    }
  }
  if (fields.length === 0) {
    return {
      status: 400,
      title: 'No fields',
      description: 'No field is selected, so there is nothing to show.',
      remedy: 'Select at least one field.',
    }
  }
  const unknownField = fields.find((name) => !isField(name))
  if (unknownField === undefined) return undefined
  return {
    status: 400,
    title: 'Unknown field',
    description: `The API has no field "${unknownField}".`,
    remedy: 'Select fields in the form.',
  }
}

/** Returns the URL of the page with these parameters. */
export function queryUrl({ communityId, page, limit, fields }: Query): string {
  const search = new URLSearchParams({ communityId, page: String(page), limit: String(limit) })
  for (const field of fields) search.append('fields', field)
  return `/?${search}`
}
