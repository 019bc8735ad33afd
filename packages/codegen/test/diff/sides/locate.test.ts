import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { linesOfPointers } from '../../../src/diff/sides/json-lines.ts'
import { readSide } from '../../../src/diff/sides/side.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'locate-'))
})
afterEach(() => rm(folder, { recursive: true }))

it('locates values in JSON, and the nearest ancestor of a pointer that leads nowhere', () => {
  const json = `{
  "a/b": [
    1,
    { "c\\"d": "}" }
  ],
  "e": { "f": null,
    "g": -1.5e3 }
}`
  expect(
    Object.fromEntries(linesOfPointers(json, ['#/a~1b', '#/a~1b/1/c"d', '#/e/g', '#/e/nothing/x'])),
  ).toEqual({ '#/a~1b': 2, '#/a~1b/1/c"d': 4, '#/e/g': 7, '#/e/nothing/x': 6 })
})

it('locates components that bundling moved from other files', async () => {
  await writeFile(
    join(folder, 'openapi.yaml'),
    `openapi: 3.1.0
info: { title: Test, version: '1' }
paths:
  /user:
    get:
      responses:
        '200':
          description: A user.
          content:
            application/json:
              schema:
                $ref: schemas.yaml#/User
`,
  )
  await writeFile(
    join(folder, 'schemas.yaml'),
    `Other: { type: string }
User:
  type: object
  properties:
    name: { $ref: '#/Other' }
`,
  )
  const side = await readSide(folder, 'openapi.yaml', folder)
  const pointers = [
    '#/components/schemas/User/properties/name',
    '#/components/schemas/Other',
    '#/paths/~1user/get',
  ]
  expect([...(await side.locate(pointers)).values()]).toEqual([
    { file: 'schemas.yaml', line: 5 },
    { file: 'schemas.yaml', line: 1 },
    { file: 'openapi.yaml', line: 5 },
  ])
})
