import { withHeader } from '../emit/header.ts'
import type { EmitStep, Layout, Output, OutputContext } from '../emit/output.ts'
import { contractHash, type ParsedContract } from '../load/contract.ts'
import { readCredentials } from '../model/credentials.ts'
import { extensionProblems } from '../model/extension-problems.ts'
import { readOperations, readRoutes } from '../model/read-operations.ts'
import { convertValues, type ValueOptions } from '../normalize/convert-values.ts'
import { normalizeForFunctions } from '../normalize/for-functions.ts'
import { hoistSchemas } from '../normalize/hoist-schemas.ts'
import { inlineMediaTypes } from '../normalize/inline-media-types.ts'
import { upgradeDialect } from '../normalize/upgrade-dialect.ts'
import { withoutFormats } from '../normalize/without-formats.ts'
import { withoutWords } from '../normalize/without-words.ts'
import { type Diagnostic, GenerationError } from '../openapi/diagnostic.ts'
import type { Document } from '../openapi/document.ts'
import { cachedStringify } from '../openapi/stringify.ts'
import { repositoryLayout } from './layout.ts'
import { type OutputName, outputs } from './outputs.ts'
import { inThisThread, type SlowEmitters } from './workers/tasks.ts'

/** One generated file. */
export interface GeneratedFile {
  readonly output: OutputName
  readonly step: EmitStep
  /** Path from the root of the layout. */
  readonly file: string
  readonly text: string
}

/** What is generated from a contract. */
export interface Generated {
  readonly files: readonly GeneratedFile[]
  /** Number of operations that have a function. */
  readonly operations: number
  /** Number of validators. */
  readonly validators: number
}

export interface GenerateOptions {
  /** Where the files are and what they import. @default the layout of this repository */
  readonly layout?: Layout
  /** Receives the parts that no code can be generated for. Without it they are errors. */
  readonly skipped?: Diagnostic[] | undefined
  /** Outputs of the layout that are not generated. @default none */
  readonly without?: ReadonlySet<OutputName>
  /** Whether validators check `format`. @default true */
  readonly formats?: boolean
  /** What JSON becomes in JavaScript. @default what it is in JSON */
  readonly values?: ValueOptions
  /** Emits types and validators, which takes long. @default in this thread */
  readonly slowEmitters?: SlowEmitters
  /** Called when a step begins. */
  readonly onStep?: (step: EmitStep) => void
}

/** Generates the text of all files of a contract. Pure: reads and writes no files. */
export async function generate(
  { document: source }: Pick<ParsedContract, 'document'>,
  options: GenerateOptions = {},
): Promise<Generated> {
  const { layout = repositoryLayout, skipped, slowEmitters = inThisThread, onStep } = options
  const { without = new Set(), formats = true, values = {} } = options
  onStep?.('operations')
  const normalized = upgradeDialect(hoistSchemas(inlineMediaTypes(source)))
  const request = (node: Document) => ({ json: cachedStringify(node), modules: layout.validators })
  // The types of openapi-typescript need no more, so their worker starts now.
  const types = without.has('types') ? Promise.resolve('') : slowEmitters.types(request(normalized))
  // The output awaits it. If an earlier step throws, this must not become an unhandled rejection.
  types.catch(() => {})
  const document = convertValues(normalizeForFunctions(normalized), values)
  let validators = 0
  const emitValidators = async () => {
    const emitted = await slowEmitters.validators(
      request(formats ? document : withoutFormats(document)),
    )
    validators = emitted.count
    return emitted
  }
  const context: OutputContext = {
    ...readModel(document, skipped),
    source,
    hash: contractHash(withoutWords(source)),
    layout,
    skipped,
    workers: { types: () => types, validators: emitValidators },
  }
  const selected = outputs.filter(({ name }) => !without.has(name))
  // All outputs begin at once, so the workers run while this thread emits the others.
  const files = await Promise.all(
    selected.map((output) => {
      onStep?.(output.step)
      return emitFiles(output, context)
    }),
  )
  return { files: files.flat(), operations: context.operations.length, validators }
}

function readModel(
  document: Document,
  skipped: Diagnostic[] | undefined,
): Pick<OutputContext, 'document' | 'operations' | 'routes' | 'credentials'> {
  const routes = readRoutes(document)
  const problems = extensionProblems(document, routes)
  if (problems.length > 0) throw new GenerationError(problems)
  return {
    document,
    operations: readOperations(document, skipped, routes),
    routes,
    credentials: readCredentials(document, routes),
  }
}

async function emitFiles(
  output: (typeof outputs)[number],
  context: OutputContext,
): Promise<GeneratedFile[]> {
  const { name, step } = output
  const texts = await emitTexts(output, context)
  return Object.entries(texts).map(([file, text]) => ({ output: name, step, file, text }))
}

// Texts by path from the root of the layout; none where the layout does not have the output.
async function emitTexts(
  output: Output,
  context: OutputContext,
): Promise<Readonly<Record<string, string>>> {
  const { layout } = context
  const linked = (text: string) => withExtension(text, layout.importExtension)
  if ('files' in output) {
    const file = output.files[layout.name]
    if (file === undefined) return {}
    const text = await output.emit(context)
    return { [file]: file.endsWith('.ts') ? withHeader(linked(text)) : text }
  }
  const folder = output.folders[layout.name]
  if (folder === undefined) return {}
  const texts = Object.entries(await output.emit(context)).map(([path, text]) => [
    `${folder}/${path}`,
    withHeader(linked(text)),
  ])
  return Object.fromEntries(texts)
}

// Imports and exports are statements on lines of their own, as no string of generated code has a
// line break.
function withExtension(text: string, extension: string): string {
  if (extension === '.ts') return text
  return text.replaceAll(/^((?:import|export|\}) .*from '\.[^'\n]*)\.ts'$/gm, `$1${extension}'`)
}
