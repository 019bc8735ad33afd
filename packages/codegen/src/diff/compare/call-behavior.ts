import type { OperationModel } from '../../model/operation.ts'
import type { Change } from './types.ts'

/** How a call is made, beside its types: what the client does in the caller's place. */
export function compareCallBehavior(before: OperationModel, after: OperationModel): Change[] {
  const [was, is] = [before.operationObject, after.operationObject]
  const notices: Change[] = []
  const note = (bump: Change['bump'], text: string, about: Change['about'] = 'call') =>
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
): Change[] {
  if (!differ(before, after)) return []
  return [
    {
      bump: 'minor',
      text: `asks for ${describeSecurity(after)}, where it asked for ${describeSecurity(before)}`,
      about: 'call',
    },
  ]
}

function describeSecurity(security: readonly string[][]): string {
  return security.map((schemes) => schemes.join(' with ') || 'none').join(' or ') || 'none'
}

function differ(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) !== JSON.stringify(other)
}
