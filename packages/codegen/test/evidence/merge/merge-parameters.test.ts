import { globSync, readFileSync } from 'node:fs'
import { cp, mkdtemp, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import { runMerge } from '../../../src/evidence/merge/merge-command.ts'
import { readContract } from '../../../src/load/read-contract.ts'
import type { Provenance } from '../../../src/openapi/document.ts'
import { writeContract } from '../learn/contract-folder.ts'

const operation = (path: string, id: string, status: string, parameters: string) => `  ${path}:
    get:
      operationId: ${id}
      x-provenance: { status: ${status}, source: https://docs.example.com, asOf: '2026-04-03' }
${parameters}      responses:
        '200': { description: Done. }
`

const contract = (status: string, others = 'documented') => `openapi: 3.1.0
info: { title: Roles, version: '1' }
servers: [{ url: https://roles.example.com }]
security: [{ key: [] }]
paths:
${operation(
  '/communities/{communityId}/roles/{roleId}',
  'getRole',
  status,
  `      parameters:
        - { name: communityId, in: path, required: true, schema: { type: string } }
        - name: roleId # its id
          in: path
          required: true
          schema: { type: string }
        - name: limit
          in: query
          schema: { type: string } # how many
        - name: x-trace
          in: header
          required: true
          schema: { type: string }
        - name: only
          in: query
          required: true
          schema: { type: array, items: { type: string } }
        - { name: sort, in: query, schema: { type: string } }
        - { name: region, in: cookie, required: true, schema: { type: string } }
        - $ref: '#/components/parameters/shared'
      requestBody: { content: { application/json: { schema: { type: object } } } }
`,
)}${operation('/roles', 'listRoles', others, "      parameters: [{ $ref: '#/components/parameters/shared' }]\n")}${operation('/badges', 'listBadges', status, '')}components:
  securitySchemes: { key: { type: apiKey, in: header, name: x-key } }
  parameters:
    shared: { name: shared, in: query, schema: { type: string } }
`

const responses = { 200: { description: 'It.' } }
const text = { type: 'string' }
const otherDocument = {
  openapi: '3.1.0',
  info: { title: 'Export', version: '2' },
  paths: {
    '/communities/{a}/roles/{b}': {
      get: {
        parameters: [
          { name: 'a', in: 'path', required: true, schema: text },
          { name: 'b', in: 'path', required: true, schema: { type: 'integer' } },
          { name: 'limit', in: 'query', required: true, schema: { type: 'integer' } },
          { name: 'X-Trace', in: 'header', schema: text },
          {
            name: 'only',
            in: 'query',
            required: true,
            style: 'pipeDelimited',
            explode: false,
            schema: { type: 'array', items: text },
          },
          { name: 'shared', in: 'query', required: true, schema: text },
          {
            name: 'page',
            in: 'query',
            required: true,
            description: 'Number of the page.',
            schema: { $ref: '#/components/schemas/Page' },
          },
          { name: 'X-Key', in: 'header', schema: text },
          { name: 'Accept', in: 'header', schema: text },
        ],
        requestBody: {
          required: true,
          content: { 'application/json': { schema: { type: 'object' } } },
        },
        responses,
      },
    },
    '/roles': { get: { parameters: [{ name: 'shared', in: 'query', schema: text }], responses } },
    '/badges': {
      get: {
        parameters: [
          { name: 'tag', in: 'query', content: { 'application/json': { schema: text } } },
          { name: 'visitor', in: 'cookie', required: true, schema: text },
        ],
        responses,
      },
    },
  },
  components: { schemas: { Page: { type: 'integer', minimum: 1, 'x-order': 1 } } },
}

const documented: Provenance = { status: 'documented', source: 'export.json', asOf: '2026-11-30' }

async function merged(status: string, provenance = documented) {
  const spec = await writeContract({ 'openapi.yaml': contract(status) })
  const other = await writeContract({ 'export.yaml': stringify(otherDocument) })
  const options = { spec, other, provenance, format: 'json', write: true } as const
  const run = async () => {
    const { output, exitCode } = await runMerge({ ...options, afterWrite: async () => [] })
    return { ...JSON.parse(output.replaceAll(`${spec}:`, 'openapi.yaml:')), exitCode }
  }
  return { ...(await run()), text: await readFile(spec, 'utf8'), again: await run() }
}

const sources = (contract: string, other: string) =>
  `${contract} (provisional, https://docs.example.com, 2026-04-03) or ${other} (documented, export.json, 2026-11-30)`

describe('parameters of a document of higher provenance', () => {
  it('are added, with their schemas, types, and whether they are required', async () => {
    const { text, again } = await merged('provisional')
    expect(text).toContain(`        - name: roleId # its id
          in: path
          required: true
          schema: { type: integer }
        - name: limit
          in: query
          required: true
          schema: { type: integer } # how many
        - name: x-trace
          in: header
          schema: { type: string }
        - name: only
          in: query
          required: true
          style: pipeDelimited
          explode: false
          schema: { type: array, items: { type: string } }
        - { name: sort, in: query, schema: { type: string } }
        - { name: region, in: cookie, schema: { type: string } }
        - $ref: '#/components/parameters/shared'
        - name: page
          in: query
          required: true
          description: Number of the page.
          schema:
            type: integer
            minimum: 1
      requestBody: { content: { application/json: { schema: { type: object } } }, required: true }
`)
    expect(text).toContain(`      parameters:
        - name: tag
          in: query
          content:
            application/json:
              schema:
                type: string
        - name: visitor
          in: cookie
          required: true
          schema:
            type: string
      responses:`)
    expect(text).not.toMatch(/X-Key|Accept/)
    expect(again.changes).toEqual([])
  })

  it('are listed with both sources', async () => {
    const { conflicts, suggestions, exitCode } = await merged('provisional')
    const taken = 'The other document was taken.'
    expect(conflicts.map((one: string) => one.replace(/^openapi.yaml:\d+ /, ''))).toEqual([
      `getRole path /roleId: ${sources('string', 'integer')}. ${taken}`,
      `getRole query /limit: ${sources('optional', 'required')}. ${taken}`,
      `getRole query /limit: ${sources('string', 'integer')}. ${taken}`,
      `getRole header /x-trace: ${sources('required', 'optional')}. ${taken}`,
      `getRole query /only: ${sources('form with explode', 'pipeDelimited')}. ${taken}`,
      `getRole query /shared: ${sources('optional', 'required')}. Other operations share it. Decide which is right.`,
      `getRole cookie /region: ${sources('required', 'not declared')}. ${taken}`,
      `getRole request body: ${sources('optional', 'required')}. ${taken}`,
    ])
    expect(suggestions).toEqual([
      'getRole: query /sort is not declared by export.json. Remove it if the service ignores it.',
    ])
    expect(exitCode).toBe(4)
  })
})

describe('parameters of a document of lower provenance', () => {
  it('change nothing, and are listed', async () => {
    const { text, conflicts, suggestions, exitCode } = await merged('documented', {
      ...documented,
      status: 'partial',
    })
    expect(text).toBe(contract('documented'))
    expect(conflicts.every((one: string) => one.endsWith('The contract was kept.'))).toBe(true)
    expect(conflicts).toHaveLength(8)
    expect(suggestions).toEqual([
      'getRole: query /page is declared by export.json. Add it.',
      'listBadges: query /tag is declared by export.json. Add it.',
      'listBadges: cookie /visitor is declared by export.json. Add it.',
    ])
    expect(exitCode).toBe(0)
  })
})

describe('parameters of a document that is known as well', () => {
  it('are added if callers may omit them', async () => {
    const { text, conflicts, exitCode } = await merged('documented', {
      ...documented,
      asOf: '2026-04-03',
    })
    expect(text).toContain('name: tag')
    expect(text).not.toMatch(/name: (page|visitor)/)
    expect(conflicts).toContainEqual(
      expect.stringMatching(
        /cookie \/visitor: not declared .* or required .*Decide which is right/,
      ),
    )
    expect(exitCode).toBe(4)
  })
})

it('keeps every byte of the contract of this repository if the other document is the same', async () => {
  const openapi = join(import.meta.dirname, '../../../../../openapi')
  const copy = join(await mkdtemp(join(tmpdir(), 'openapi-')), 'openapi')
  await cp(openapi, copy, { recursive: true })
  const spec = join(copy, 'openapi.yaml')
  const { document } = await readContract(spec)
  const other = await writeContract({ 'export.json': JSON.stringify(document) })
  const { output } = await runMerge({
    spec,
    other,
    provenance: documented,
    format: 'text',
    write: true,
    afterWrite: async () => [],
  })
  expect(output).toBe('The other document adds nothing.')
  for (const name of globSync('**/*.*', { cwd: openapi })) {
    expect(readFileSync(join(copy, name), 'utf8')).toBe(readFileSync(join(openapi, name), 'utf8'))
  }
})
