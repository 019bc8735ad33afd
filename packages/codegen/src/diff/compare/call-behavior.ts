import type { OperationModel } from '../../model/operation.ts'
import type { Notice } from './types.ts'

/** How a call is made, beside its types: what the client does in the caller's place. */
export function compareManner(before: OperationModel, after: OperationModel): Notice[] {
  const [was, is] = [before.source, after.source]
  const notices: Notice[] = []
  const note = (bump: Notice['bump'], text: string, about: Notice['about'] = 'call') =>
    notices.push({ bump, text, about })
  const [paged, pages] = [was['x-pagination'], is['x-pagination']]
  if (paged && !pages) note('major', 'can no longer be iterated')
  else if (pages && !paged) note('minor', 'can be iterated')
  else if (differ(paged, pages)) note('minor', 'pages are asked for or counted in another way')
  if (before.fields && !after.fields) note('major', '`input.fields` is no longer taken', 'values')
  if (after.fields && !before.fields)
    note('minor', '`input.fields` is new, and may be left out', 'values')
  const [repeated, repeats] = [was['x-idempotent'] === true, is['x-idempotent'] === true]
  if (repeated !== repeats)
    note(
      'minor',
      repeats ? 'is sent again when no answer came' : 'is no longer sent again when no answer came',
    )
  if (was['x-permission'] !== is['x-permission'])
    note('minor', `needs another permission: ${is['x-permission'] ?? 'none'}`)
  notices.push(...compareCredentials(before.security, after.security))
  if (differ(before.envelope, after.envelope)) note('minor', 'its envelope is read in another way')
  const [sent, sends] = [before.body?.mediaType, after.body?.mediaType]
  if (sent && sends && sent !== sends)
    note('minor', `the body is sent as ${sends}, where it was ${sent}`)
  if (is.deprecated && !was.deprecated) note('minor', 'is deprecated')
  return notices
}

/** What is noticed of credentials: the schemes that go together, for each way to be let in. */
export function compareCredentials(
  before: readonly string[][],
  after: readonly string[][],
): Notice[] {
  if (!differ(before, after)) return []
  return [
    {
      bump: 'minor',
      text: `asks for ${ways(after)}, where it asked for ${ways(before)}`,
      about: 'call',
    },
  ]
}

function ways(security: readonly string[][]): string {
  return security.map((schemes) => schemes.join(' with ') || 'none').join(' or ') || 'none'
}

function differ(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) !== JSON.stringify(other)
}
