import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import { runMerge } from '../../../src/evidence/merge/merge-command.ts'
import type { Provenance } from '../../../src/openapi/document.ts'
import { writeContract } from '../learn/contract-folder.ts'

const contract = (status: string, asOf = '2026-04-03') => `openapi: 3.1.0
info: { title: Roles, version: '1' }
servers: [{ url: https://roles.example.com }]
paths:
  /v1/roles/{roleId}:
    get:
      operationId: getRole
      x-provenance: { status: ${status}, source: https://docs.example.com, asOf: '${asOf}' }
      responses:
        '200':
          description: The role.
          content: { application/json: { schema: { $ref: '#/components/schemas/Role' } } }
components:
  schemas:
    Role:
      type: object
      properties:
        title: { type: string } # its name
        order: { type: integer, description: Its position. }
`

const otherDocument = {
  openapi: '3.0.3',
  info: { title: 'Export', version: '2' },
  servers: [{ url: 'https://other.example.com/v1/' }],
  paths: {
    '/roles/{id}': {
      get: {
        responses: {
          200: {
            description: 'It.',
            content: { 'application/json': { schema: { $ref: '#/components/schemas/R' } } },
          },
          404: { description: 'Gone.' },
        },
      },
    },
    '/badges': { get: { responses: { 200: { description: 'All.' } } } },
  },
  components: {
    schemas: {
      R: {
        type: 'object',
        properties: {
          title: { type: 'string' },
          order: { type: 'string' },
          color: { $ref: '#/components/schemas/Color' },
        },
      },
      Color: { type: 'string', enum: ['red', 'blue'], 'x-order': 1 },
    },
  },
}

const documented: Provenance = { status: 'documented', source: 'export.json', asOf: '2026-11-30' }

async function merged(status: string, provenance = documented, asOf?: string) {
  const spec = await writeContract({ 'openapi.yaml': contract(status, asOf) })
  const other = await writeContract({ 'export.yaml': stringify(otherDocument) })
  const options = {
    spec,
    other,
    provenance,
    format: 'json',
    write: true,
    afterWrite: async () => [],
  } as const
  const { output, exitCode } = await runMerge(options)
  const again = await runMerge(options)
  const report = JSON.parse(output.replaceAll(`${spec}:`, 'openapi.yaml:'))
  return {
    ...report,
    exitCode,
    again: JSON.parse(again.output),
    text: await readFile(spec, 'utf8'),
  }
}

describe('a document of higher provenance', () => {
  it('adds members, takes its types, and gives its source', async () => {
    const { text, conflicts, suggestions, exitCode, again } = await merged('provisional')
    expect(text).toContain('title: { type: string } # its name')
    expect(text).toContain('order: { type: string, description: Its position. }')
    expect(text).toContain('color: { type: string, enum: [red, blue] }')
    expect(text).toContain(
      "x-provenance: { status: documented, source: export.json, asOf: '2026-11-30' }",
    )
    expect(conflicts).toEqual([
      'openapi.yaml:19 getRole 200 response body /order: integer (provisional, https://docs.example.com, 2026-04-03) or string (documented, export.json, 2026-11-30). The other document was taken.',
    ])
    expect(suggestions).toEqual([
      'getRole: status 404 is declared by export.json. Add it.',
      'GET /badges is not in the contract. Add it.',
    ])
    expect(exitCode).toBe(0)
    expect(again.changes).toEqual([])
  })
})

describe('a document of lower provenance', () => {
  it('changes nothing', async () => {
    const { text, conflicts, suggestions, changes } = await merged('documented', {
      ...documented,
      status: 'partial',
    })
    expect(text).toBe(contract('documented'))
    expect(changes).toEqual([])
    expect(conflicts[0]).toMatch(/The contract was kept\.$/)
    expect(suggestions[0]).toContain('/color is declared by export.json')
  })
})

describe('a document of the same provenance', () => {
  it.each([
    ['newer', '2026-04-03', 'The other document was taken.', 0],
    ['older', '2026-12-24', 'The contract was kept.', 0],
    ['of the same day', '2026-11-30', 'Decide which is right.', 4],
  ])('that is %s', async (_, asOf, verdict, code) => {
    const { conflicts, exitCode } = await merged('documented', documented, asOf)
    expect(conflicts[0].endsWith(verdict)).toBe(true)
    expect(exitCode).toBe(code)
  })
})

it('reads a URL', async () => {
  const server = createServer((request, response) => {
    response
      .writeHead(request.url === '/openapi.json' ? 200 : 404)
      .end(JSON.stringify(otherDocument))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const spec = await writeContract({ 'openapi.yaml': contract('provisional') })
  const options = {
    spec,
    provenance: documented,
    format: 'text',
    write: false,
    afterWrite: async () => [],
  } as const
  const { output } = await runMerge({ ...options, other: `${origin}/openapi.json` })
  expect(output).toContain('Changes, with --write:')
  expect(await readFile(spec, 'utf8')).toBe(contract('provisional'))
  await expect(runMerge({ ...options, other: `${origin}/gone` })).rejects.toThrow(
    /status 404. Pass a file/,
  )
  await new Promise((resolve) => server.close(resolve))
  await expect(runMerge({ ...options, other: `${origin}/` })).rejects.toThrow(
    /no response. Pass a file/,
  )
})
