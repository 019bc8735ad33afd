import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { learnFrom, recordFor, writeContract } from './contract-folder.ts'

const root = `openapi: 3.1.0
info: { title: Roles, version: '1' }
servers: [{ url: https://roles.example.com }]
paths:
  # The roles of a community.
  /roles: { $ref: 'paths.yaml#/~1roles' }
  /members: { $ref: 'paths.yaml#/~1members' }
`

const paths = `/roles:
  get:
    operationId: listRoles
    description: Only its name is public.
    x-provenance: { status: provisional, source: https://docs.example.com, asOf: '2026-04-03' }
    responses:
      '200':
        description: The roles. # never paged
        content:
          application/json:
            schema: { $ref: 'schemas.yaml#/ListRolesResponse' }
      '500': { $ref: 'responses.yaml#/ServerError' }
/members:
  get:
    operationId: listMembers
    x-provenance:
      status: documented # by the reference
      source: https://docs.example.com
      asOf: '2026-04-03'
    responses:
      '200':
        description: The members.
        content:
          application/json:
            schema: { $ref: 'schemas.yaml#/Outcome' }
      '429': { $ref: 'responses.yaml#/TooMany' }
`

const schemas = `# Schemas of roles.
Outcome:
  type: object
  properties:
    ok: { type: boolean }
    data: { description: What the service returns. }
  required: [ok]
ListRolesResponse:
  type: object
  properties:
    data:
      type: array
      items: { $ref: '#/Role' }
    meta: { $ref: '#/Outcome' }
  x-provenance: { status: provisional, source: https://docs.example.com, asOf: '2026-04-03' }
Role:
  type: object
  properties:
    id: { $ref: '#/Id' }
    title: { type: string, maxLength: 5 } # as shown
    order: { type: integer, description: Its position. }
    tags: { type: array, items: { type: string } }

    # Set by the service.
    createdAt: { type: string, format: date-time }
  required:
    - id
    - title
  x-provenance: { status: documented, source: https://docs.example.com, asOf: '2026-04-03' }
Id: { type: string, pattern: ^r }
`

const responses = `ServerError: { description: It failed. }
TooMany:
  description: Too many calls.
  content: { application/json: { schema: { type: object, properties: { message: { type: string } } } } }
`

const contract = {
  'openapi.yaml': root,
  'paths.yaml': paths,
  'schemas.yaml': schemas,
  'responses.yaml': responses,
}

const role = { id: 'r1', title: 'Owner', order: 1, tags: [], createdAt: '2026-01-31T12:00:00Z' }
const list = (...data: unknown[]) => ({ path: '/roles', response: { data } })

async function learned(
  calls: Parameters<typeof recordFor>[1],
  values: string[] = [],
  changedSchemas = schemas,
) {
  const spec = await writeContract({ ...contract, 'schemas.yaml': changedSchemas })
  const evidence = await recordFor(spec, calls, values)
  const { changes, suggestions } = await learnFrom(spec, evidence, values)
  const read = (file: string) => readFile(join(dirname(spec), file), 'utf8')
  const again = await learnFrom(spec, evidence, values)
  expect(again.changes).toEqual([])
  return {
    changes: changes.map((one) => one.replace(`${dirname(spec)}/`, '')),
    suggestions: suggestions.map((one) => one.replace(`${dirname(spec)}/`, '')),
    diff: {
      paths: diff(paths, await read('paths.yaml')),
      schemas: diff(changedSchemas, await read('schemas.yaml')),
    },
    unchanged:
      (await read('openapi.yaml')) === root && (await read('responses.yaml')) === responses,
  }
}

/** Returns the lines that differ. */
function diff(before: string, after: string): string[] {
  const [old, now] = [before.split('\n'), after.split('\n')]
  const removed = old.filter((line) => !now.includes(line)).map((line) => `- ${line.trim()}`)
  return [
    ...removed,
    ...now.filter((line) => !old.includes(line)).map((line) => `+ ${line.trim()}`),
  ]
}

describe('what is written', () => {
  it('is nothing but the provenance when calls match', async () => {
    const { diff, changes, unchanged } = await learned([list(role), list(role, role)])
    const observed = "{ status: observed, source: http://localhost, asOf: '2026-11-30', count: 2 }"
    const provisional =
      "{ status: provisional, source: https://docs.example.com, asOf: '2026-04-03' }"
    expect(diff.paths).toEqual([`- x-provenance: ${provisional}`, `+ x-provenance: ${observed}`])
    expect(diff.schemas).toEqual([`- x-provenance: ${provisional}`, `+ x-provenance: ${observed}`])
    expect(changes).toEqual([
      'paths.yaml:5 Observed `listRoles` in 2 calls.',
      'schemas.yaml:15 Observed the schema `ListRolesResponse` in 2 calls.',
    ])
    expect(unchanged).toBe(true)
  })

  it('adds optional members where their schema is, in the form of the others', async () => {
    const more = { color: 'red', archivedAt: null, owner: { name: 'Jane', age: 4 }, rate: 1 }
    const { diff, suggestions } = await learned([
      list(
        { ...role, ...more },
        { ...role, ...more, archivedAt: '2026-01-31T12:00:00Z', rate: 0.5 },
      ),
    ])
    const text = 'description: Observed in responses; its meaning is not documented.'
    expect(diff.schemas).toEqual(
      expect.arrayContaining([
        `+ color: { type: string, ${text} }`,
        `+ archivedAt: { type: [string, 'null'], format: date-time, ${text} }`,
        `+ owner: { type: object, properties: { name: { type: string }, age: { type: integer } }, ${text} }`,
        `+ rate: { type: number, ${text} }`,
      ]),
    )
    expect(diff.schemas.filter((line) => line.startsWith('-'))).toHaveLength(1)
    expect(suggestions).toEqual([
      'paths.yaml:4 Review the description of `listRoles`: it was written when only its name was known.',
    ])
  })

  it('widens in place, and keeps the comments', async () => {
    const { diff } = await learned([
      list({ ...role, title: 'Owners', order: null, createdAt: 'today' }, { id: 'r2', order: 1.5 }),
    ])
    expect(diff.schemas.slice(0, -1)).toEqual([
      "- x-provenance: { status: provisional, source: https://docs.example.com, asOf: '2026-04-03' }",
      '- title: { type: string, maxLength: 5 } # as shown',
      '- order: { type: integer, description: Its position. }',
      '- createdAt: { type: string, format: date-time }',
      '- - title',
      "+ x-provenance: { status: observed, source: http://localhost, asOf: '2026-11-30', count: 1 }",
      '+ title: { type: string, maxLength: 6 } # as shown',
      "+ order: { type: [number, 'null'], description: Its position. }",
    ])
    expect(diff.schemas.at(-1)).toBe('+ createdAt: { type: string }')
  })

  it('widens at the reference, not in the schema that others share', async () => {
    const { diff } = await learned([list({ ...role, id: null }, { ...role, id: 7 })])
    expect(diff.schemas).toContain(
      "+ id: { anyOf: [{ $ref: '#/Id' }, { type: [integer, 'null'] }] }",
    )
    expect(diff.schemas).not.toContain('Id: { type: string, pattern: ^r }')
  })

  it('describes a value of a shared schema for one operation', async () => {
    const { diff, suggestions } = await learned([
      { path: '/members', response: { ok: true, data: [{ name: 'Jane' }] } },
    ])
    expect(diff.schemas).toEqual([])
    expect(diff.paths.join('\n')).toContain('allOf: [{ $ref: ')
    expect(diff.paths.join('\n')).toContain(
      'items: { type: object, properties: { name: { type: string } } }',
    )
    expect(suggestions).toEqual([])
  })

  it('adds a status with the response that other operations of the file have for it', async () => {
    const { diff } = await learned([
      { path: '/roles', status: 429, response: { message: 'Wait.' } },
      { path: '/roles', status: 409, response: { code: 7 } },
      {
        path: '/roles',
        status: 502,
        text: '<p>',
        responseHeaders: { 'content-type': 'text/html' },
      },
    ])
    expect(diff.paths).toEqual(
      expect.arrayContaining(["+ '409':", '+ description: Conflict. Observed, not documented.']),
    )
    expect(diff.paths.join('\n')).not.toContain('502')
    expect(diff.paths.join('\n')).not.toContain('x-provenance')
  })

  it('leaves a documented provenance as it is', async () => {
    const { diff } = await learned([{ path: '/members', response: { ok: true } }])
    expect(diff).toEqual({ paths: [], schemas: [] })
  })

  it('suggests an enum for a named member whose few values repeat, and writes none', async () => {
    const roles = Array.from({ length: 12 }, (_, index) => ({
      ...role,
      tier: index % 2 ? 'gold' : 'silver',
    }))
    const { diff, suggestions } = await learned([list(...roles)], ['tier'])
    expect(suggestions).toContain(
      'listRoles: /data/*/tier had only the values "gold", "silver" in 12 cases. Declare an `enum` if these are all.',
    )
    expect(diff.schemas.join('\n')).not.toMatch(/gold|enum/)
    const without = await learned([list(...roles)])
    expect(without.suggestions.join('\n')).not.toContain('gold')
  })

  it('suggests the values that an enum lacks, if they are named and repeat', async () => {
    const roles = ['live', 'gone', 'gone', 'gone', 'typo'].map((state) => ({ ...role, state }))
    const place =
      'listRoles: 200 response body /data/*/state expected enum ["live"], received string.'
    const withEnum = schemas.replace('    id: {', '    state: { enum: [live] }\n    id: {')
    const named = await learned([list(...roles)], ['state'], withEnum)
    expect(named.suggestions).toContain(`${place} Add "gone" (3 times) if they are meant.`)
    expect(named.diff.schemas.join('\n')).not.toContain('gone')
    const unnamed = await learned([list(...roles)], [], withEnum)
    expect(unnamed.suggestions).toContain(
      `${place} Run again with \`--values state\` on the calls themselves to see what it lacks.`,
    )
  })
})
