import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import ts from 'typescript'
import { expect, it } from 'vitest'
import { runTypes } from '../processes.ts'

it('reads flags of an API, in camel case or with hyphens', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'redocly-flags-'))
  const schema = '{ type: array, items: { type: string, enum: [a] } }'
  const own = '{ output: a.ts, exportType: true, make-paths-enum: true, immutable: false }'
  await writeFile(
    join(folder, 'api.yaml'),
    `openapi: 3.1.0\ninfo: { title: A, version: '1' }\ncomponents: { schemas: { A: ${schema} } }\npaths: { /a: { get: { responses: {} } } }\n`,
  )
  await writeFile(
    join(folder, 'redocly.yaml'),
    `apis:\n  a: { root: api.yaml, x-openapi-ts: ${own} }\n`,
  )
  const written = async (args: string[]) => {
    const { exitCode } = await runTypes(folder, ['--immutable', ...args])
    expect(exitCode).toBe(0)
    return ts.sys.readFile(join(folder, 'a.ts'))
  }
  const types = await written([])
  expect(types).toContain('export interface components')
  expect(types).toContain('A: readonly "a"[];')
  expect(types).not.toContain('enum ApiPaths')
  const fixed = await written(['--fixed', 'redocly-flags'])
  expect(fixed).toContain('export type components =')
  expect(fixed).toContain('A: "a"[];')
  expect(fixed).toContain('export enum ApiPaths')
  await rm(folder, { recursive: true })
})
