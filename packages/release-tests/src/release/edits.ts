import { appendFile, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** The packages that are generated from the contract, by folder. */
export const roles = ['core', 'validation', 'mock', 'webhooks'] as const

/** The version bump that a comparison requires. */
export type Bump = 'none' | 'patch' | 'minor' | 'major'

/** A kind of edit of the contract and its expected results. */
export interface Edit {
  kind: string
  /** Changes files in `openapi/` only. */
  apply: (openapi: string) => Promise<void>
  /** Exit code of `contract:diff`: 2 patch, 3 minor, 4 major. */
  exitCode: number
  /** Text of the changeset of core, and the function that it is about. */
  changelog: { name: string; text: string }
  /** The bump that the comparison requires for each package. */
  bumps: Readonly<Record<(typeof roles)[number], Bump>>
  /**
   * Code that must compile against the released tarball. `@ts-expect-error` marks outdated calls.
   */
  caller: string
}

async function replaceIn(file: string, part: string, replacement: string): Promise<void> {
  const content = await readFile(file, 'utf8')
  if (!content.includes(part)) throw new Error(`${file} does not contain: ${part}`)
  await writeFile(file, content.replace(part, replacement))
}

async function removeLines(line: RegExp, files: readonly string[]): Promise<void> {
  for (const file of files)
    await writeFile(file, (await readFile(file, 'utf8')).replaceAll(line, ''))
}

const path = '/v1/communities/{communityId}/user-count'
// The description makes this part unique in the file.
const countParameters = `    description: Returns how many members a community has.
    parameters:
      - $ref: ../parameters.yaml#/communityId
`
const online = `      - name: online
        in: query
        description: Count only users who are online now.
        schema: { type: boolean }
        example: true
`
const added = `${path}:
  get:
    operationId: countCommunityUsers
    tags: [community-users]
    summary: Count the users of a community
    x-provenance: { status: provisional, source: https://example.com, asOf: '2026-01-01' }
    x-envelope: application
    security:
      - token: []
${countParameters}    responses:
      '200':
        description: The number.
        content:
          application/json:
            schema:
              type: object
              properties:
                meta: { $ref: ../schemas/common.yaml#/MetaResponse }
                data: { type: object, properties: { count: { type: integer } }, required: [count], additionalProperties: true }
              required: [meta, data]
              additionalProperties: true
            example: { meta: { status: success, statusCode: 200 }, data: { count: 2 } }
      '400':
        $ref: ../responses.yaml#/BadRequest
      '401':
        $ref: ../responses.yaml#/Unauthorized
      '500':
        $ref: ../responses.yaml#/ServerError
`

const head = `import { type Client, countCommunityUsers, listCommunityUsers } from '@returning-kit/core'
declare const client: Client
const communityId = '6167dba9c548eb5c7ec28057'
`

/** The kinds of edits. Each is applied after the release of the one before. */
export const edits: readonly Edit[] = [
  {
    kind: 'an added operation',
    async apply(openapi) {
      await appendFile(join(openapi, 'paths/community-users.yaml'), added)
      const pointer = path.replaceAll('/', '~1')
      await replaceIn(
        join(openapi, 'openapi.yaml'),
        'paths:\n',
        `paths:\n  ${path}:\n    $ref: paths/community-users.yaml#/${pointer}\n`,
      )
    },
    exitCode: 3,
    changelog: { name: 'countCommunityUsers', text: 'is new' },
    bumps: { core: 'minor', validation: 'minor', mock: 'minor', webhooks: 'none' },
    caller: `${head}const { count } = await countCommunityUsers(client, { communityId }).orThrow()
export const total: number = count
`,
  },
  {
    kind: 'an added optional query',
    apply: (openapi) =>
      replaceIn(
        join(openapi, 'paths/community-users.yaml'),
        countParameters,
        countParameters + online,
      ),
    exitCode: 3,
    changelog: { name: 'countCommunityUsers', text: '`input.online` is new and optional' },
    bumps: { core: 'minor', validation: 'minor', mock: 'minor', webhooks: 'none' },
    caller: `${head}export const both = [countCommunityUsers(client, { communityId }), countCommunityUsers(client, { communityId, online: true })]
`,
  },
  {
    kind: 'a removed response field',
    // The examples are removed as well: the linter rejects examples with undeclared properties.
    apply: (openapi) =>
      removeLines(
        /^ +lastName: .*\n/gm,
        ['schemas/community-users.yaml', 'paths/community-users.yaml', 'paths/users.yaml'].map(
          (file) => join(openapi, file),
        ),
      ),
    exitCode: 4,
    changelog: { name: 'listCommunityUsers', text: '`CommunityUser.lastName` was removed' },
    bumps: { core: 'major', validation: 'major', mock: 'major', webhooks: 'none' },
    caller: `${head}const [user] = await listCommunityUsers(client, { communityId }).orThrow()
// @ts-expect-error the field is gone
export const name = user?.lastName
`,
  },
  {
    kind: 'a widened enum of a response',
    apply: (openapi) =>
      replaceIn(
        join(openapi, 'schemas/user-data.yaml'),
        'numerical, multi',
        'numerical, color, multi',
      ),
    exitCode: 4,
    changelog: { name: 'updateUserField', text: 'may be `"color"`' },
    bumps: { core: 'major', validation: 'major', mock: 'major', webhooks: 'none' },
    caller: `${head}import type { UserFieldType } from '@returning-kit/core'
export const type: UserFieldType = 'color'
`,
  },
  {
    kind: 'a changed description',
    apply: (openapi) =>
      replaceIn(
        join(openapi, 'paths/community-users.yaml'),
        'summary: List the users of a community',
        'summary: List the members of a community',
      ),
    exitCode: 2,
    changelog: { name: 'listCommunityUsers', text: 'descriptions or other details changed' },
    bumps: { core: 'patch', validation: 'none', mock: 'patch', webhooks: 'none' },
    caller: `${head}export const users = listCommunityUsers(client, { communityId })
`,
  },
]
