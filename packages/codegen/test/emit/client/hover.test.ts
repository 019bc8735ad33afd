import { join } from 'node:path'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { languageService, root } from './language-service.ts'

const file = join(root, 'packages/core/test/hovered.ts')
const source = `import { createClient, getCommunityUser, listCommunityUsers } from '@returning-kit/core'
const client = createClient({ token: 'fake-token' })
void listCommunityUsers(client, { communityId: 'c', fields: ['email', ''] })
void listCommunityUsers(client, { communityId: 'c', limit: 2 })
void getCommunityUser(client, { communityId: 'c', userId: 'u' })
`

const editor = languageService(file, source)

function hover(text: string): { signature: string; words: string; tags: Record<string, string> } {
  const info = editor.getQuickInfoAtPosition(file, source.lastIndexOf(text))
  const tags = (info?.tags ?? []).map(
    ({ name, text }) => [name, ts.displayPartsToString(text)] as const,
  )
  return {
    signature: ts.displayPartsToString(info?.displayParts),
    words: ts.displayPartsToString(info?.documentation),
    tags: Object.fromEntries(tags),
  }
}

describe('hovering over a call shows', () => {
  it('the summary, the provenance and the permission of a documented operation', () => {
    const { signature, words, tags } = hover('listCommunityUsers(')
    expect(signature).toContain(
      '): PagedCall<ListCommunityUsersResult, CommunityUser[], CommunityUser>',
    )
    expect(words).toMatch(/^List the users of a community\.\n/)
    expect(words).toMatch(/^Documented \(as of \d{4}-\d\d-\d\d, https:\/\/.+\)\.$/m)
    expect(words).toMatch(
      /^Permission: COMMUNITY_MEMBER, COMMUNITY_ADMIN or COMMUNITY_OWNER of the community\.$/m,
    )
    expect(tags['example']).toContain('listCommunityUsers(client')
    expect(tags).not.toHaveProperty('beta')
  })

  it('@beta and what is inferred of a provisional operation', () => {
    const { words, tags } = hover('getCommunityUser(')
    expect(words).toMatch(/^Read one user of a community\.\n/)
    expect(words).toMatch(
      /^Provisional: only the name of this operation is documented; its path and types are inferred from\nsimilar operations \(as of \d{4}-\d\d-\d\d, https:\/\/.+\)\.$/m,
    )
    expect(words).toMatch(/^Permission: COMMUNITY_MEMBER/m)
    expect(tags).toHaveProperty('beta')
  })

  it('the description and the bounds of an input property', () => {
    const { signature, words, tags } = hover('limit: 2')
    expect(signature).toBe('(property) ListCommunityUsersInput.limit?: number')
    expect(words).toMatch(/^Maximum number of items per page\./)
    expect(tags).toEqual({ minimum: '1' })
  })
})

it('completes the names of fields', () => {
  const { entries = [] } = editor.getCompletionsAtPosition(file, source.indexOf(`''`) + 1, {}) ?? {}
  expect(entries.map(({ name }) => name)).toContain('displayName')
})
