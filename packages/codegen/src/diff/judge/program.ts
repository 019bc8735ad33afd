import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { writeCredentials } from '../../emit/client/credentials.ts'
import { writeOperationIndex, writeOperations } from '../../emit/client/operations.ts'
import { writeSchemas } from '../../emit/types/schemas.ts'
import { readCredentials } from '../../model/credentials.ts'
import type { OperationModel } from '../../model/operation.ts'
import type { Document } from '../../openapi/document.ts'
import { singleFolderLayout } from '../../pipeline/layout.ts'
import type { Pair } from '../compare/located.ts'
import { createCompilerHost } from './compiler-host.ts'

// The files exist in memory only. The folder lies in this package, so that its imports resolve.
const packageFile = fileURLToPath(import.meta.resolve('@returning-kit/codegen/package.json'))
const folder = join(dirname(packageFile), '.contract-diff')

/** What code is generated from. */
export interface Generated {
  document: Document
  operations: readonly OperationModel[]
}

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

/**
 * Generates the code of both contracts in memory, and compiles a module against it.
 *
 * @param headLines - Number of lines that must compile in any case.
 * @returns compiler errors by the number of the line after the head.
 */
export function compileErrors(
  contracts: Pair<Generated>,
  source: string,
  headLines: number,
): Map<number, string> {
  const files = new Map<string, string>()
  for (const [name, contract] of Object.entries(contracts)) {
    for (const [file, text] of Object.entries(generatedModules(contract)))
      files.set(join(folder, name, file), text)
  }
  const entry = join(folder, 'callers.ts')
  files.set(entry, source)
  const program = ts.createProgram([entry], options, createHost(files))
  const sourceFile = program.getSourceFile(entry)
  if (!sourceFile) throw new Error('The compiler did not load the callers.')
  const diagnostics = [
    ...program.getSyntacticDiagnostics(sourceFile),
    ...program.getSemanticDiagnostics(sourceFile),
  ]
  const errors = new Map<number, string>()
  for (const { start = 0, messageText } of diagnostics) {
    const { line } = sourceFile.getLineAndCharacterOfPosition(start)
    const message = innermostMessage(messageText)
    // An import that does not resolve would make every type `any`, and every comparison pass.
    if (line < headLines) throw new Error(`The callers do not compile: ${message}`)
    errors.set(line - headLines, message)
  }
  return errors
}

// The outer messages of a chain print whole types; the innermost one names the reason. Types of one
// name are printed with the path of their module, which no report may contain.
function innermostMessage(message: string | ts.DiagnosticMessageChain): string {
  let innermost = message
  while (typeof innermost !== 'string') {
    const next = innermost.next?.at(-1)
    innermost = next ?? innermost.messageText
  }
  return innermost.replaceAll(/import\("[^"]*"(?:, \{ with: \{[^}]*\} \})?\)\./g, '')
}

function generatedModules({ document, operations }: Generated): Record<string, string> {
  const credentials = readCredentials(document, operations)
  const context = { document, hash: '', operations, credentials, layout: singleFolderLayout }
  const functions = Object.entries(writeOperations(context))
  return {
    'schemas.gen.ts': writeSchemas(document),
    ...Object.fromEntries(functions.map(([file, text]) => [`operations/${file}`, text])),
    'operations.gen.ts': writeOperationIndex(operations),
    'credentials.gen.ts': writeCredentials(context),
    'index.ts': `export * from './operations.gen.ts'\n`,
  }
}

function createHost(files: ReadonlyMap<string, string>): ts.CompilerHost {
  const host = createCompilerHost(options)
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
