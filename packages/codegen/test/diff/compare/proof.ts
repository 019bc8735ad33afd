import { Ajv2020 } from 'ajv/dist/2020.js'
import { compileErrors } from '../../../src/diff/judge/program.ts'
import { type ParsedContract, readOperations } from '../../../src/internal.ts'

const head = `import type { Client } from '@returning-kit/runtime'
import * as Api from './after/index.ts'
`

/** Returns a caller of an operation by its index. */
export function callerLine(caller: string, index: number): string {
  const names = caller.replace(/Api\.(op|Op)(?=\w*\b)/g, `Api.$1${index}`)
  return `export const caller${index} = ${names}`
}

/** Compiles one caller per line against the functions of a contract, and returns errors by line. */
export function compileCallersAgainst(
  { document }: ParsedContract,
  lines: readonly string[],
): Map<number, string> {
  const contract = { document, operations: readOperations(document) }
  const source = `${head}${lines.join('\n')}\n`
  return compileErrors({ before: contract, after: contract }, source, 2)
}

const servers = new WeakMap<ParsedContract, Ajv2020>()

/** Returns Ajv with the contract as the schema `contract`. */
export function serverOf(contract: ParsedContract): Ajv2020 {
  const server = servers.get(contract) ?? new Ajv2020({ strict: false, validateFormats: false })
  if (!servers.has(contract)) server.addSchema(contract.document, 'contract')
  servers.set(contract, server)
  return server
}
