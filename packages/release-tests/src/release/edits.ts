import { appendFile, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** The packages that are made from the contract, by their folders. */
export const roles = ['core', 'validation', 'mock', 'webhooks'] as const

/** What a comparison asks of a version. */
export type Bump = 'none' | 'patch' | 'minor' | 'major'

/** One kind of edit of the contract, and all that has to follow from it without another. */
export interface Edit {
  kind: string
  /** Changes files below `openapi/`, and nothing else. */
  make: (openapi: string) => Promise<void>
  /** Exit code of `contract:diff`: 2 patch, 3 minor, 4 major. */
  exit: number
  /** What the changeset of core says, and of which function. */
  says: { of: string; text: string }
  /** What the comparison asks of each package. */
  asks: Readonly<Record<(typeof roles)[number], Bump>>
  /** Code against the released tarball that has to compile; with `@ts-expect-error` where an old call no longer does. */
  call: string
}

async function replaced(file: string, part: string, by: string): Promise<void> {
  const text = await readFile(file, 'utf8')
  if (!text.includes(part)) throw new Error(`${file} no longer has: ${part}`)
  await writeFile(file, text.replace(part, by))
}

async function without(line: RegExp, files: readonly string[]): Promise<void> {
  for (const file of files)
    await writeFile(file, (await readFile(file, 'utf8')).replaceAll(line, ''))
}

const path = '/v1/communities/{communityId}/user-count'
// The description makes it the only one of its kind in the file.
const countParameters = `    description: Answers how many members a community has.
    parameters:
      - $ref: ../parameters.yaml#/communityId
`
const online = `      - name: online
        in: query
        description: Count those who are online now alone.
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

/** The five kinds, each on top of the release of the one before. */
export const edits: readonly Edit[] = [
  {
    kind: 'an added operation',
    async make(openapi) {
      await appendFile(join(openapi, 'paths/community-users.yaml'), added)
      const pointer = path.replaceAll('/', '~1')
      await replaced(
        join(openapi, 'openapi.yaml'),
        'paths:\n',
        `paths:\n  ${path}:\n    $ref: paths/community-users.yaml#/${pointer}\n`,
      )
    },
    exit: 3,
    says: { of: 'countCommunityUsers', text: 'is new' },
    asks: { core: 'minor', validation: 'minor', mock: 'minor', webhooks: 'none' },
    call: `${head}const { count } = await countCommunityUsers(client, { communityId }).orThrow()
export const total: number = count
`,
  },
  {
    kind: 'an added optional query',
    make: (openapi) =>
      replaced(
        join(openapi, 'paths/community-users.yaml'),
        countParameters,
        countParameters + online,
      ),
    exit: 3,
    says: { of: 'countCommunityUsers', text: '`input.online` is new, and may be left out' },
    asks: { core: 'minor', validation: 'minor', mock: 'minor', webhooks: 'none' },
    call: `${head}export const both = [countCommunityUsers(client, { communityId }), countCommunityUsers(client, { communityId, online: true })]
`,
  },
  {
    kind: 'a removed response field',
    // Its examples go with it: the linter takes no example of what is not in the contract.
    make: (openapi) =>
      without(
        /^ +lastName: .*\n/gm,
        ['schemas/community-users.yaml', 'paths/community-users.yaml', 'paths/users.yaml'].map(
          (file) => join(openapi, file),
        ),
      ),
    exit: 4,
    says: { of: 'listCommunityUsers', text: '`data[].lastName` is gone' },
    asks: { core: 'major', validation: 'major', mock: 'major', webhooks: 'none' },
    call: `${head}const [user] = await listCommunityUsers(client, { communityId }).orThrow()
// @ts-expect-error the field is gone
export const name = user?.lastName
`,
  },
  {
    kind: 'a widened enum of a response',
    make: (openapi) =>
      replaced(
        join(openapi, 'schemas/user-data.yaml'),
        'numerical, multi',
        'numerical, color, multi',
      ),
    exit: 4,
    says: { of: 'updateUserField', text: 'may be `"color"`' },
    asks: { core: 'major', validation: 'major', mock: 'major', webhooks: 'none' },
    call: `${head}import type { UserFieldType } from '@returning-kit/core'
export const type: UserFieldType = 'color'
`,
  },
  {
    kind: 'other words',
    make: (openapi) =>
      replaced(
        join(openapi, 'paths/community-users.yaml'),
        'summary: List the users of a community',
        'summary: List the members of a community',
      ),
    exit: 2,
    says: { of: 'listCommunityUsers', text: 'has other words or details' },
    asks: { core: 'patch', validation: 'none', mock: 'patch', webhooks: 'none' },
    call: `${head}export const users = listCommunityUsers(client, { communityId })
`,
  },
]
