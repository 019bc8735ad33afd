import type { OperationModel } from './operation.ts'

/**
 * Returns the name of the files of an operation's first tag: `community-users` for `Community
 * Users`.
 */
export function tagFileName({ operationObject }: Pick<OperationModel, 'operationObject'>): string {
  const [tag = 'untagged'] = operationObject.tags ?? []
  // File systems limit the length of a name.
  return kebab(String(tag)).slice(0, 100) || 'untagged'
}

// `Community Users` and `communityUsers` are `community-users`.
function kebab(name: string): string {
  const words = name.replaceAll(/(\p{Ll}|\d)(\p{Lu})/gu, '$1-$2').split(/[^\p{L}\p{N}]+/u)
  return words.filter(Boolean).join('-').toLowerCase()
}
