import type { Route, RouteParameter } from '@returning-kit/runtime/recording'
import type { Document } from '../../openapi/document.ts'
import { isRecord } from '../../openapi/is-record.ts'
import { valueAt } from '../../openapi/json-pointer.ts'
import type { OperationPair } from './match-operations.ts'

/** The parameters of an operation of two documents. */
export interface MatchedParameters {
  readonly pairs: readonly { readonly contract: RouteParameter; readonly other: RouteParameter }[]
  /** Parameters that only the other document declares. */
  readonly added: readonly RouteParameter[]
  /** Parameters that only the contract declares. */
  readonly missing: readonly RouteParameter[]
}

// OpenAPI ignores parameters of these names: other parts of a document declare them.
const ignored = ['header accept', 'header content-type', 'header authorization']

/** Returns the parameters that are credentials in one of the documents, and those to ignore. */
export function ignoredParameters(documents: readonly Document[]): ReadonlySet<string> {
  const schemes = documents.flatMap((document) => {
    const all = valueAt(document, ['components', 'securitySchemes'])
    return isRecord(all) ? Object.values(all) : []
  })
  const credentials = schemes.flatMap((scheme) => {
    const { name, in: location } = isRecord(scheme) ? scheme : {}
    return typeof name === 'string' ? [`${location} ${normalizedName(`${location}`, name)}`] : []
  })
  return new Set([...ignored, ...credentials])
}

/**
 * Matches parameters by location and name; those of the path by their position, since documents
 * name them differently.
 */
export function matchParameters(
  { contract, other }: OperationPair,
  isIgnored: ReadonlySet<string>,
): MatchedParameters {
  const declared = keyed(contract, isIgnored)
  const others = keyed(other, isIgnored)
  return {
    pairs: [...others].flatMap(([key, parameter]) => {
      const known = declared.get(key)
      return known ? [{ contract: known, other: parameter }] : []
    }),
    added: [...others].flatMap(([key, parameter]) => (declared.has(key) ? [] : [parameter])),
    missing: [...declared].flatMap(([key, parameter]) => (others.has(key) ? [] : [parameter])),
  }
}

function keyed({ path, parameters }: Route, isIgnored: ReadonlySet<string>) {
  const names = [...path.matchAll(/\{([^{}]+)\}/g)].map(([, name]) => name)
  const entries = parameters.map((parameter) => {
    const { name, in: location } = parameter
    const own = location === 'path' ? names.indexOf(name) : normalizedName(location, name)
    return [`${location} ${own}`, parameter] as const
  })
  return new Map(entries.filter(([key]) => !isIgnored.has(key)))
}

function normalizedName(location: string, name: string): string {
  return location === 'header' ? name.toLowerCase() : name
}
