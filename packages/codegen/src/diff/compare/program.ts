import { join } from 'node:path'
import ts from 'typescript'
import { writeClient } from '../../emit/client/client.ts'
import { writeCredentials } from '../../emit/client/credentials.ts'
import { writeOperationIndex, writeOperations } from '../../emit/client/operations.ts'
import { writeSchemas } from '../../emit/types/schemas.ts'
import { writeTypes } from '../../emit/types/types.ts'
import type { ParsedContract } from '../../load/contract.ts'
import { readCredentials } from '../../model/credentials.ts'
import type { OperationModel } from '../../model/operation.ts'
import { readOperations } from '../../model/read-operations.ts'
import { normalizeForFunctions } from '../../normalize/for-functions.ts'
import { singleFolderLayout } from '../../pipeline/layout.ts'
import { headLineCount, type TypeTests } from './type-tests.ts'
import type { TypeVersions } from './types.ts'

// The files exist in memory only. The folder lies in this package, so that its imports resolve.
const folder = join(import.meta.dirname, '../../.contract-diff')

const options: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  lib: [
    'lib.es2023.d.ts',
    'lib.esnext.disposable.d.ts',
    'lib.dom.d.ts',
    'lib.dom.iterable.d.ts',
    'lib.dom.asynciterable.d.ts',
  ],
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  customConditions: ['@repo/source'],
  types: [],
  strict: true,
  exactOptionalPropertyTypes: true,
  skipLibCheck: true,
  noEmit: true,
  allowImportingTsExtensions: true,
}

/** A contract with its operations. */
export type ContractWithOperations = ParsedContract & { operations: readonly OperationModel[] }

/** Existing callers, compiled against the types after the change. */
export interface CompiledTests {
  checker: ts.TypeChecker
  /** Returns both types of a type pair. */
  types(alias: string): TypeVersions
  /** Compiler errors by line. */
  errors: ReadonlyMap<number, string>
}

/**
 * Generates the code of both contracts in memory, and compiles the tests against it in one program.
 */
export async function compileTypeTests(
  contracts: Record<'before' | 'after', ContractWithOperations>,
  tests: TypeTests,
): Promise<CompiledTests> {
  const files = new Map<string, string>()
  for (const [name, contract] of Object.entries(contracts)) {
    for (const [file, text] of Object.entries(generatedModules(contract)))
      files.set(join(folder, name, file), text)
  }
  const entry = join(folder, 'type-tests.ts')
  files.set(entry, tests.source)
  const program = ts.createProgram([entry], options, createHost(files))
  const source = program.getSourceFile(entry)
  if (!source) throw new Error('The compiler did not load the type tests.')
  const checker = program.getTypeChecker()
  const aliases = new Map(
    source.statements.filter(ts.isTypeAliasDeclaration).map((alias) => [alias.name.text, alias]),
  )
  return {
    checker,
    errors: errorsByLine(program, source),
    types(alias) {
      const node = aliases.get(alias)?.type
      if (!node || !ts.isTupleTypeNode(node))
        throw new Error(`The type tests have no type pair ${alias}.`)
      const [before, after] = node.elements.map((element) => checker.getTypeFromTypeNode(element))
      if (!before || !after) throw new Error(`The type ${alias} is not a pair.`)
      return { before, after }
    },
  }
}

function errorsByLine(program: ts.Program, source: ts.SourceFile): Map<number, string> {
  const diagnostics = [
    ...program.getSyntacticDiagnostics(source),
    ...program.getSemanticDiagnostics(source),
  ]
  const errors = new Map<number, string>()
  for (const { start = 0, messageText } of diagnostics) {
    const { line } = source.getLineAndCharacterOfPosition(start)
    const message = innermostMessage(messageText)
    // An import that does not resolve would make every type `any`, and every comparison pass.
    if (line < headLineCount) throw new Error(`The type tests do not compile: ${message}`)
    errors.set(line + 1, message)
  }
  return errors
}

// The outer messages of a chain print whole types; the innermost one names the reason.
function innermostMessage(message: string | ts.DiagnosticMessageChain): string {
  let innermost = message
  while (typeof innermost !== 'string') {
    const next = innermost.next?.at(-1)
    if (!next) return innermost.messageText
    innermost = next
  }
  return innermost
}

function generatedModules({
  document: source,
  hash,
}: ContractWithOperations): Record<string, string> {
  const document = normalizeForFunctions(source)
  const operations = readOperations(document)
  const credentials = readCredentials(document, operations)
  const context = { document, hash, operations, credentials, layout: singleFolderLayout }
  const functions = Object.entries(writeOperations(context))
  return {
    'types.gen.ts': writeTypes(source),
    'schemas.gen.ts': writeSchemas(document),
    ...Object.fromEntries(functions.map(([file, text]) => [`operations/${file}`, text])),
    'operations.gen.ts': writeOperationIndex(operations),
    'credentials.gen.ts': writeCredentials(context),
    'client.gen.ts': writeClient(context),
    'index.ts': `export * from './client.gen.ts'
export * from './operations.gen.ts'
export type * from './schemas.gen.ts'
`,
  }
}

function createHost(files: ReadonlyMap<string, string>): ts.CompilerHost {
  const host = ts.createCompilerHost(options)
  return {
    ...host,
    fileExists: (name) => files.has(name) || host.fileExists(name),
    readFile: (name) => files.get(name) ?? host.readFile(name),
    directoryExists: (name) => name.startsWith(folder) || (host.directoryExists?.(name) ?? true),
    getSourceFile: (name, languageVersion, ...rest) => {
      const text = files.get(name)
      return text === undefined
        ? host.getSourceFile(name, languageVersion, ...rest)
        : ts.createSourceFile(name, text, languageVersion, true)
    },
  }
}
