import { UsageError } from '../command/command.ts'
import { isClean } from '../load/clean-document.ts'
import type { ParsedContract } from '../load/contract.ts'
import { ContractError, type Problem } from '../load/problem.ts'
import type { ContractSource, LintProblems } from '../load/redocly-source.ts'
import { leaveOutPatterns } from '../normalize/mend/leave-out-patterns.ts'
import { mendDocument } from '../normalize/mend/mend-document.ts'
import { SlowPatterns } from '../normalize/mend/slow-patterns.ts'
import { shapeDocument } from '../normalize/shape/shape-document.ts'
import { type Diagnostic, GenerationError } from '../openapi/diagnostic.ts'
import type { Document } from '../openapi/document.ts'
import { type Generated, generate } from './generate.ts'
import type { Job } from './job.ts'
import { type JobInput, readInput } from './read-input.ts'
import type { Report } from './report.ts'
import { StepTimer } from './step-timer.ts'
import { type Emitters, localEmitters, threadEmitters } from './workers/emitters.ts'
import { compareGenerated, writeGenerated } from './write-generated.ts'

/** How the pipeline runs. */
export interface RunOptions {
  /** Compares the files and writes none. @default false */
  readonly check?: boolean
}

/**
 * Runs all steps for a document and then writes the files that differ: all of them or, when a step
 * fails, none.
 *
 * @throws ContractError with file, line and column for a document that cannot be used.
 */
export async function runPipeline(job: Job, options: RunOptions = {}): Promise<Report> {
  const timer = new StepTimer()
  let emitters: Emitters | undefined
  try {
    const input = await readInput(job)
    emitters = isSmall(job, input) ? localEmitters(timer) : threadEmitters()
    return await runSteps(job, { input, timer, emitters }, options)
  } catch (error) {
    throw isStackOverflow(error) ? new ContractError([tooDeep(job.spec)]) : error
  } finally {
    await emitters?.end()
  }
}

// Characters. Two threads take about 300 ms of CPU to start. A document of this size takes less.
const maxSmall = 100_000
const refToFile = /\$ref["']?\s*:\s*["']?[^\s"'#]/

// How large a document of several files is shows when they were read, which would be too late.
function isSmall({ overlays }: Job, { text }: JobInput): boolean {
  return (
    text !== undefined && text.length < maxSmall && overlays.length === 0 && !refToFile.test(text)
  )
}

// Every step walks over the document by recursion.
const isStackOverflow = (error: unknown) =>
  error instanceof RangeError && error.message.includes('call stack')

const tooDeep = (file: string): Problem => ({
  file,
  line: 1,
  column: 1,
  message: 'The values of the document are nested too deeply.',
})

interface Run {
  readonly input: JobInput
  readonly timer: StepTimer
  readonly emitters: Emitters
}

async function runSteps(job: Job, run: Run, { check = false }: RunOptions): Promise<Report> {
  const { input, timer, emitters } = run
  const skipped: Diagnostic[] = []
  const source = sourceLoader(job, input)
  const read = input.json
    ? Promise.resolve(input.json)
    : (await source()).read(job.rules === undefined)
  const slowPatterns = new SlowPatterns()
  const reading = read.then((contract) => prepareContract(job, contract, slowPatterns))
  // Emitting begins before linting. If linting fails, nothing is written and the lint problems are
  // reported, even if an emitter failed first.
  const generating = reading.then(({ contract }) => emit(job, contract, run, skipped))
  // Awaited below. If an earlier step throws, this must not become an unhandled rejection.
  generating.catch(() => {})
  await Promise.allSettled([reading])
  // If an emitter fails on an invalid document, report the linter's problem instead: it has file,
  // line and column.
  timer.begin('lint')
  const { contract, mended, tolerated, errors } = await lint(job, input, source, reading)
  const slow = await slowPatterns.find(contract.document)
  timer.end()
  const generated = await withLocations(source, errors, () => generating)
  // Frees the memory of the workers while the files are written.
  void emitters.end()
  const start = performance.now()
  const files = check ? compareGenerated(job, generated).files : writeGenerated(job, generated)
  return {
    times: { ...timer.times, ...emitters.times },
    writing: performance.now() - start,
    files,
    inputs: contract.files,
    hash: contract.hash,
    remarks: [...tolerated, ...errors, ...(await locateAll(source, slow))],
    skipped: await locateAll(source, [...mended, ...skipped]),
    operations: generated.operations,
    validators: generated.validators,
  }
}

function emit(
  { layout, without, formats, values, strict }: Job,
  contract: ParsedContract,
  { timer, emitters }: Run,
  skipped: Diagnostic[],
): Promise<Generated> {
  return generate(contract, {
    layout,
    without,
    formats,
    values,
    slowEmitters: emitters,
    onStep: timer.begin,
    skipped: strict ? undefined : skipped,
  })
}

const noProblems: LintProblems = { tolerated: [], errors: [] }

async function lint(
  { rules, strict }: Job,
  { text, json }: JobInput,
  source: SourceLoader,
  reading: Promise<PreparedContract>,
) {
  const isWellFormed =
    rules === undefined && json && text !== undefined && (await isClean(json.document, text))
  const { tolerated, errors } = isWellFormed ? noProblems : await (await source()).lint()
  const { contract, mended } = await withLocations(source, errors, () => reading)
  if (strict && errors.length + mended.length > 0) {
    throw new ContractError([...errors, ...(await locateAll(source, mended))])
  }
  return { contract, mended, tolerated, errors }
}

interface PreparedContract {
  readonly contract: ParsedContract
  /** What was changed in a document of others so that code can be generated for it. */
  readonly mended: readonly Diagnostic[]
}

async function prepareContract(
  { rules, shape }: Job,
  contract: ParsedContract,
  slowPatterns: SlowPatterns,
): Promise<PreparedContract> {
  const shaped = (document: Document) => ({ ...contract, document: shapeDocument(document, shape) })
  if (rules !== undefined) return { contract: shaped(contract.document), mended: [] }
  const { document: mended, diagnostics } = mendDocument(contract.document)
  const { document, diagnostics: patterns } = await leaveOutPatterns(mended, slowPatterns)
  return { contract: shaped(document), mended: [...diagnostics, ...patterns] }
}

type SourceLoader = () => Promise<ContractSource>

// Redocly takes long to load, and a document of JSON without problems needs it nowhere.
function sourceLoader(
  { rules, overlays, urls, allowFolders }: Job,
  { file, ...input }: JobInput,
): SourceLoader {
  let loading: Promise<ContractSource> | undefined
  const load = async () => {
    const { ContractSource } = await import('../load/redocly-source.ts')
    return new ContractSource(file, { ...input, rules, overlays, urls, allowFolders })
  }
  return () => {
    loading ??= load()
    return loading
  }
}

// An invalid document may break the generator anywhere. Then the problems of the linter are the
// reason.
async function withLocations<T>(
  source: SourceLoader,
  lintErrors: readonly Problem[],
  make: () => Promise<T>,
): Promise<T> {
  try {
    return await make()
  } catch (error) {
    if (error instanceof GenerationError) {
      throw new ContractError(await locateAll(source, error.diagnostics))
    }
    if (error instanceof UsageError) throw error
    throw lintErrors.length > 0 ? new ContractError(lintErrors) : error
  }
}

async function locateAll(
  source: SourceLoader,
  diagnostics: readonly Diagnostic[],
): Promise<readonly Problem[]> {
  if (diagnostics.length === 0) return []
  const loaded = await source()
  const problems = diagnostics.map(({ pointer, message }) => loaded.locate(pointer, `${message}.`))
  return Promise.all(problems)
}
