import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ErrorStatus, Hooks, RuntimeOptions } from '@returning-kit/runtime'
import * as runtime from '@returning-kit/runtime'
import ts from 'typescript'
import { expect, expectTypeOf, it } from 'vitest'
import { errorStatuses } from '../../src/diff/compare/error-statuses.ts'
import {
  runtimeFunctions,
  type runtimeOptions,
  runtimeTypes,
} from '../../src/model/runtime-names.ts'

const entry = join(import.meta.dirname, '../../../runtime/src/index.ts')

function exportedTypes(): string[] {
  const source = ts.createSourceFile(entry, readFileSync(entry, 'utf8'), ts.ScriptTarget.Latest)
  return source.statements.flatMap((statement) => {
    const clause = ts.isExportDeclaration(statement) ? statement.exportClause : undefined
    if (!clause || !ts.isNamedExports(clause)) return []
    const isTypeOnly = ts.isExportDeclaration(statement) && statement.isTypeOnly
    return clause.elements
      .filter((element) => isTypeOnly || element.isTypeOnly)
      .map(({ name }) => name.text)
  })
}

// Exports that applications and other generated files use.
const isOtherExport = (name: string) =>
  /^(is[A-Z]\w*|\w+Error|createContractClient|rateLimit|systemClock)$/.test(name)

it('lists every function of the runtime that operations may import, and no others', () => {
  const functions = Object.keys(runtime).filter((name) => /^[a-z]/.test(name))
  expect([...runtimeFunctions].sort()).toEqual(
    functions.filter((name) => !isOtherExport(name)).sort(),
  )
})

it('lists types that the runtime exports', () => {
  // Two classes are imported as types.
  const exports = new Set([...exportedTypes(), ...Object.keys(runtime)])
  expect(runtimeTypes.filter((name) => !exports.has(name))).toEqual([])
})

it('lists every option of the runtime', () => {
  expectTypeOf<(typeof runtimeOptions)[number]>().toEqualTypeOf<keyof (RuntimeOptions & Hooks)>()
})

it('lists every error status of the runtime', () => {
  expectTypeOf<(typeof errorStatuses)[number]>().toEqualTypeOf<ErrorStatus>()
  expect(new Set(errorStatuses).size).toBe(errorStatuses.length)
})
