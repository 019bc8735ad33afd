import { join } from 'node:path'
import type { ParsedContract } from '../load/contract.ts'
import { ContractError, type Problem } from '../load/problem.ts'
import { readJson } from '../load/read-contract.ts'
import type { ContractSource } from '../load/redocly-source.ts'
import { leaveOutPatterns } from '../normalize/mend/leave-out-patterns.ts'
import { mendDocument } from '../normalize/mend/mend-document.ts'
import { SlowPatterns } from '../normalize/mend/slow-patterns.ts'
import { type Diagnostic, GenerationError } from '../openapi/diagnostic.ts'
import { compareTexts } from './changes.ts'
import { applyChanges, type FileChange, readChanges, staleFiles } from './files.ts'
import { type Generated, generate } from './generate.ts'
import type { Job } from './job.ts'
import { generatedFolders } from './outputs.ts'
import type { Report, WrittenFile } from './report.ts'
import { StepTimer } from './step-timer.ts'
import { EmitterThread } from './workers/pool.ts'
import type { SlowEmitters } from './workers/tasks.ts'

/**
 * Runs all steps for a document and then writes the files that differ: all of them or, when a step fails, none. Throws
 * ContractError with file, line and column for a document that cannot be used.
 */
export async function runPipeline(job: Job): Promise<Report> {
  const threads = [new EmitterThread('types'), new EmitterThread('validators')] as const
  try {
    return await runSteps(job, threads)
  } catch (error) {
    throw isStackOverflow(error) ? new ContractError([tooDeep(job.spec)]) : error
  } finally {
    await Promise.all(threads.map((thread) => thread.end()))
  }
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

type Threads = readonly [EmitterThread, EmitterThread]

async function runSteps(job: Job, threads: Threads): Promise<Report> {
  const timer = new StepTimer()
  const skipped: Diagnostic[] = []
  const json = await readJson(job.spec)
  const bundler = json ? undefined : await loadSource(job)
  const read = bundler
    ? bundler.read(job.rules === undefined)
    : Promise.resolve(json as ParsedContract)
  const slowPatterns = new SlowPatterns()
  const reading = read.then((contract) => prepareContract(job, contract, slowPatterns))
  // This thread and both workers. All three start before linting finishes. If linting fails, nothing is written and the
  // lint problems are reported, even if a worker failed first.
  const generating = reading.then(({ contract }) =>
    generate(contract, {
      layout: job.layout,
      slowEmitters: inThreads(threads),
      onStep: timer.begin,
      skipped: job.strict ? undefined : skipped,
    }),
  )
  // Awaited below. If an earlier step throws, this must not become an unhandled rejection.
  generating.catch(() => {})
  await Promise.allSettled([reading])
  // The workers have started. If one fails on an invalid document, report the linter's problem instead: it has file,
  // line and column.
  timer.begin('lint')
  const source = bundler ?? (await loadSource(job, json))
  const { tolerated, errors } = await source.lint()
  const { contract, mended } = await withLocations(source, errors, () => reading)
  if (job.strict && errors.length + mended.length > 0) {
    throw new ContractError([...errors, ...(await locateAll(source, mended))])
  }
  const slow = await slowPatterns.find(contract.document)
  timer.end()
  const generated = await withLocations(source, errors, () => generating)
  // Frees the memory of the workers while the files are written.
  for (const thread of threads) void thread.end()
  const start = performance.now()
  const files = writeFiles(job, generated)
  return {
    times: { ...timer.times, ...workerTimes(threads) },
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

interface PreparedContract {
  readonly contract: ParsedContract
  /** What was changed in a document of others so that code can be generated for it. */
  readonly mended: readonly Diagnostic[]
}

async function prepareContract(
  { rules }: Job,
  contract: ParsedContract,
  slowPatterns: SlowPatterns,
): Promise<PreparedContract> {
  if (rules !== undefined) return { contract, mended: [] }
  const { document: mended, diagnostics } = mendDocument(contract.document)
  const { document, diagnostics: patterns } = await leaveOutPatterns(mended, slowPatterns)
  return { contract: { ...contract, document }, mended: [...diagnostics, ...patterns] }
}

// Redocly takes long to load. For JSON it is loaded after the workers have started.
async function loadSource(
  { spec, rules, allow }: Job,
  json?: ParsedContract,
): Promise<ContractSource> {
  const { ContractSource } = await import('../load/redocly-source.ts')
  return new ContractSource({ file: spec, rules, json, allow })
}

function inThreads([types, validators]: Threads): SlowEmitters {
  return {
    types: (request) => types.run('types', request),
    validators: (request) => validators.run('validators', request),
  }
}

function workerTimes([types, validators]: Threads): { types: number; validators: number } {
  return { types: types.times.types, validators: validators.times.validators }
}

function writeFiles({ out, layout }: Job, generated: Generated): WrittenFile[] {
  const steps = new Map(generated.files.map(({ file, step }) => [join(out, file), step]))
  const changes = readChanges(
    new Map(generated.files.map(({ file, text }) => [join(out, file), text])),
  )
  const current = new Set(steps.keys())
  const stale = [...generatedFolders(layout)].flatMap(([folder, step]) =>
    staleFiles(join(out, folder), current).map((file) => ({ step, file })),
  )
  applyChanges(
    changes,
    stale.map(({ file }) => file),
  )
  return [
    ...changes.map((change) => ({
      step: steps.get(change.file) ?? 'types',
      file: change.file,
      text: change.after,
      change: describeChange(change),
    })),
    ...stale.map(({ step, file }) => ({ step, file, text: '', change: 'removed' as const })),
  ]
}

function describeChange({ before, after }: FileChange): WrittenFile['change'] {
  if (before === after) return undefined
  return before === undefined ? 'new' : compareTexts(before, after)
}

// An invalid document may break the generator anywhere. Then the problems of the linter are the reason.
async function withLocations<T>(
  source: ContractSource,
  lintErrors: readonly Problem[],
  make: () => Promise<T>,
): Promise<T> {
  try {
    return await make()
  } catch (error) {
    if (error instanceof GenerationError) {
      throw new ContractError(await locateAll(source, error.diagnostics))
    }
    throw lintErrors.length > 0 ? new ContractError(lintErrors) : error
  }
}

function locateAll(
  source: ContractSource,
  diagnostics: readonly Diagnostic[],
): Promise<readonly Problem[]> {
  const problems = diagnostics.map(({ pointer, message }) => source.locate(pointer, `${message}.`))
  return Promise.all(problems)
}
