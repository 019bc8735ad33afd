import { join } from 'node:path'
import ts from 'typescript'
import { writeClient } from '../../emit/client/client.ts'
import { writeCredentials } from '../../emit/client/credentials.ts'
import { writeOperations } from '../../emit/client/operations.ts'
import { writeSchemas } from '../../emit/types/schemas.ts'
import { writeTypes } from '../../emit/types/types.ts'
import type { ParsedContract } from '../../load/contract.ts'
import { readCredentials } from '../../model/credentials.ts'
import type { OperationModel } from '../../model/operation.ts'
import { singleFolderLayout } from '../../pipeline/layout.ts'
import type { CallerTests } from './type-tests.ts'

// Nothing is written there: the files live in memory, where the imports of this package resolve.
const folder = join(import.meta.dirname, '../../.compared')

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

/** Old callers compiled against new types. */
export interface Compiled {
  checker: ts.TypeChecker
  /** The old and the new type of a part of the probes. */
  types(alias: string): readonly [ts.Type, ts.Type]
  /** What the compiler says of each line of the probes. */
  errors: ReadonlyMap<number, string>
}

/** Generates both contracts in memory and compiles the probes against them, in one program. */
export async function compile(
  sides: Record<'old' | 'new', ParsedContract & { models: readonly OperationModel[] }>,
  probes: CallerTests,
): Promise<Compiled> {
  const files = new Map<string, string>()
  for (const [side, contract] of Object.entries(sides)) {
    for (const [name, text] of Object.entries(modules(contract)))
      files.set(join(folder, side, name), text)
  }
  const entry = join(folder, 'probes.ts')
  files.set(entry, probes.text)
  const program = ts.createProgram([entry], options, hostOf(files))
  const source = program.getSourceFile(entry)
  if (!source) throw new Error('The probes did not reach the compiler.')
  const checker = program.getTypeChecker()
  const aliases = new Map(
    source.statements.filter(ts.isTypeAliasDeclaration).map((alias) => [alias.name.text, alias]),
  )
  const found = [
    ...program.getSyntacticDiagnostics(source),
    ...program.getSemanticDiagnostics(source),
  ]
  const errors = new Map<number, string>()
  for (const { start = 0, messageText } of found) {
    const { line } = source.getLineAndCharacterOfPosition(start)
    errors.set(line + 1, reasonOf(messageText))
  }
  return {
    checker,
    errors,
    types(alias) {
      const node = aliases.get(alias)?.type
      if (!node || !ts.isTupleTypeNode(node))
        throw new Error(`There is no part ${alias} in the probes.`)
      const [before, after] = node.elements.map((element) => checker.getTypeFromTypeNode(element))
      if (!before || !after) throw new Error(`The part ${alias} is not a pair.`)
      return [before, after]
    },
  }
}

// The innermost message of a chain is the reason; the outer ones spell out whole types.
function reasonOf(message: string | ts.DiagnosticMessageChain): string {
  let inner = message
  while (typeof inner !== 'string') {
    const next = inner.next?.at(-1)
    if (!next) return inner.messageText
    inner = next
  }
  return inner
}

function modules({
  document,
  hash,
  models,
}: ParsedContract & { models: readonly OperationModel[] }) {
  const credentials = readCredentials(document, models)
  const context = { document, hash, operations: models, credentials, layout: singleFolderLayout }
  return {
    'types.gen.ts': writeTypes(document),
    'schemas.gen.ts': writeSchemas(document),
    'operations.gen.ts': writeOperations(context),
    'credentials.gen.ts': writeCredentials(context),
    'client.gen.ts': writeClient(context),
    'index.ts': `export * from './client.gen.ts'\nexport * from './operations.gen.ts'\nexport type * from './schemas.gen.ts'\nexport type { webhooks } from './types.gen.ts'\n`,
  }
}

function hostOf(files: ReadonlyMap<string, string>): ts.CompilerHost {
  const host = ts.createCompilerHost(options)
  const { getSourceFile, fileExists, readFile, directoryExists } = host
  const ours = (name: string) => files.get(name)
  return {
    ...host,
    fileExists: (name) => files.has(name) || fileExists(name),
    readFile: (name) => ours(name) ?? readFile(name),
    directoryExists: (name) => name.startsWith(folder) || (directoryExists?.(name) ?? true),
    getSourceFile: (name, languageVersion, ...rest) => {
      const text = ours(name)
      return text === undefined
        ? getSourceFile(name, languageVersion, ...rest)
        : ts.createSourceFile(name, text, languageVersion, true)
    },
  }
}
