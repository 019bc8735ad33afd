import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'

// In a process of its own, as other tests of this process compile validators.
const program = `
import { createRequire } from 'node:module'
const require = createRequire(import.meta.url)
const { CodeGen } = require('ajv')
const errors = require('ajv/dist/compile/errors.js')
const state = () => [CodeGen.prototype.optimize, errors.reportError, errors.reportExtraError]
const original = state()
const isPatched = () => state().some((value, index) => value !== original[index])
const { contractAjv, generate } = await import('@repo/codegen')
contractAjv({}).compile({ type: 'string' })
const afterImport = isPatched()
const document = { openapi: '3.1.0', info: { title: 'Test', version: '1' }, paths: {}, components: { schemas: { A: { type: 'string' } } } }
await generate({ document, hash: '', files: [] })
console.log(JSON.stringify({ afterImport, afterCompile: isPatched() }))
`

it('patches Ajv when validators are compiled, not when this package is imported', async () => {
  const args = [
    '--input-type=module',
    '--eval',
    program.replace('@repo/codegen', `${import.meta.dirname}/../../../src/index.ts`),
  ]
  const { stdout } = await promisify(execFile)(process.execPath, args, {
    cwd: import.meta.dirname,
  })
  expect(JSON.parse(stdout)).toEqual({ afterImport: false, afterCompile: true })
})
