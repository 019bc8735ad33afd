import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readContract } from '../../../src/load/read-contract.ts'
import type { ServiceCall } from '../recorded-calls.ts'
import { learnFrom, recordFor, writeContract } from './contract-folder.ts'

const root = `openapi: 3.1.0
info: { title: Roles, version: '1' }
servers: [{ url: https://roles.example.com/v1 }]
paths:
  # The roles of a community.
  /communities/{communityId}/roles:
    $ref: paths.yaml#/~1communities~1{communityId}~1roles
`

const paths = `/communities/{communityId}/roles:
  get:
    operationId: listRoles
    tags: [roles]
    security:
      - key: []
    parameters:
      - $ref: parameters.yaml#/communityId
      - name: limit
        in: query
        schema: { type: integer }
    responses:
      '200':
        description: The roles.
      '404':
        $ref: responses.yaml#/NotFound
`

const contract = {
  'openapi.yaml': root,
  'paths.yaml': paths,
  'parameters.yaml':
    'communityId: { name: communityId, in: path, required: true, schema: { type: string } }\n',
  'responses.yaml': `NotFound:
  description: It does not exist.
  content: { application/json: { schema: { type: object, properties: { message: { type: string } } } } }
`,
}

const community = '/v1/communities/6167dba9c548eb5c7ec28057'
const missing = { status: 404, response: { message: 'No.' } }
const createRole: ServiceCall = {
  method: 'POST',
  path: `${community}/roles`,
  body: { title: 'Owner', level: 3 },
  status: 201,
  response: { id: 'r1' },
}
const getCommunity: ServiceCall = {
  path: `${community}?fields=name&page=2`,
  response: { name: 'Gold', since: '2026-01-31' },
}

async function learned(
  calls: readonly ServiceCall[],
  newOperations = true,
  files: Readonly<Record<string, string>> = contract,
) {
  const spec = await writeContract(files)
  const evidence = await recordFor(spec, calls)
  const { changes, suggestions } = await learnFrom(spec, evidence, [], { newOperations })
  const again = await learnFrom(spec, evidence, [], { newOperations })
  expect(again.changes).toEqual([])
  const read = (file: string) => readFile(join(dirname(spec), file), 'utf8')
  // The files are a contract that can be read.
  await readContract(spec)
  const local = (lines: readonly string[]) =>
    lines.map((one) => one.replaceAll(`${dirname(spec)}/`, ''))
  return {
    changes: local(changes),
    suggestions: local(suggestions),
    root: await read('openapi.yaml'),
    paths: await read('paths.yaml'),
  }
}

const provenance = (count: number) => `x-provenance:
      status: observed
      source: http://localhost
      asOf: '2026-11-30'
      count: ${count}
`

describe('calls of an operation that the contract does not have', () => {
  it('add a method to a path of the contract', async () => {
    const html = { text: '<p>', responseHeaders: { 'content-type': 'text/html' } }
    const result = await learned([
      createRole,
      createRole,
      { ...createRole, ...missing },
      { ...createRole, status: 502, ...html },
    ])
    expect(result.paths).toBe(`${paths}  post:
    operationId: createCommunityRole
    tags: [roles]
    summary: Create community role
    description: Observed in calls; its meaning is not documented.
    ${provenance(4)}    security:
      - key: []
    parameters:
      - $ref: parameters.yaml#/communityId
    requestBody:
      content:
        application/json:
          schema:
            type: object
            properties:
              title:
                type: string
              level:
                type: integer
    responses:
      '201':
        description: Created. Observed, not documented.
        content:
          application/json:
            schema:
              type: object
              properties:
                id:
                  type: string
            example:
              id: text
      '404':
        $ref: responses.yaml#/NotFound
`)
    expect(result.root).toBe(root)
    expect(result.changes).toEqual([
      'paths.yaml:17 Added POST /communities/{communityId}/roles as `createCommunityRole`: 4 calls.',
    ])
    expect(result.suggestions).toEqual([
      'paths.yaml:17 Review `createCommunityRole`: its name, tags and credentials are proposed, not observed.',
    ])
  })

  it('add a path beside those that begin with it', async () => {
    const result = await learned([getCommunity, getCommunity, { ...getCommunity, ...missing }])
    expect(result.root).toBe(`${root}  /communities/{communityId}:
    $ref: paths.yaml#/~1communities~1{communityId}
`)
    expect(result.paths).toContain(`/communities/{communityId}:
  get:
    operationId: getCommunity
    tags: [roles]
    summary: Get community
    description: Observed in calls; its meaning is not documented.
    ${provenance(3)}    security:
      - key: []
    parameters:
      - $ref: parameters.yaml#/communityId
      - name: fields
        in: query
        schema:
          type: string
      - name: page
        in: query
        schema:
          type: integer
    responses:
      '200':
`)
  })

  it('add a path to the root file if none is beside it, with the servers of others', async () => {
    const result = await learned([{ path: '/v1/badges' }])
    expect(result.root).toContain(`  /badges:
    get:
      operationId: listBadges
      summary: List badges
      description: Observed in calls; its meaning is not documented.
`)
    expect(result.root).not.toContain('parameters:')
    expect(result.paths).toBe(paths)
    const servers = '  servers: [{ url: https://roles.example.com/v1 }]\n'
    const elsewhere = {
      ...contract,
      'openapi.yaml': root.replace(/^servers.*\n/m, ''),
      'paths.yaml': paths.replace('  get:', `${servers}  get:`),
    }
    const served = await learned([{ path: '/v1/badges' }], true, elsewhere)
    expect(served.root).toContain(
      '  /badges:\n    servers:\n      - url: https://roles.example.com/v1\n',
    )
  })

  it('are a suggestion if a part of the path may be a word or data', async () => {
    const { suggestions, root: text } = await learned([{ path: `${community}/badges/7` }])
    expect(text).toBe(root)
    expect(suggestions).toEqual([
      'GET /v1/communities/{}/{}/{} is not in the contract and was called once. Add it if it belongs to the service.',
    ])
  })

  it('are a suggestion if all of them failed, and without the option', async () => {
    const failed = await learned([{ ...getCommunity, ...missing }])
    const unasked = await learned([getCommunity], false)
    for (const result of [failed, unasked]) {
      expect([result.root, result.paths]).toEqual([root, paths])
      expect(result.suggestions).toHaveLength(1)
    }
  })
})
