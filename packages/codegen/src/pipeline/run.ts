import { join } from 'node:path'
import type { ParsedContract } from '../load/contract.ts'
import { ContractError } from '../load/problem.ts'
import { readJson } from '../load/read-contract.ts'
import type { ContractSource } from '../load/redocly-source.ts'
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
  const threads = [
    new EmitterThread('types', 'validators'),
    new EmitterThread('validators'),
  ] as const
  try {
    return await runSteps(job, threads)
  } finally {
    await Promise.all(threads.map((thread) => thread.end()))
  }
}

type Threads = readonly [EmitterThread, EmitterThread]

async function runSteps(job: Job, threads: Threads): Promise<Report> {
  const timer = new StepTimer()
  const skipped: Diagnostic[] = []
  const json = await readJson(job.spec)
  const bundler = json ? undefined : await loadSource(job)
  const reading = bundler ? bundler.read() : Promise.resolve(json as ParsedContract)
  // This thread and both workers. All three start before linting finishes. If linting fails, nothing is written and the
  // lint problems are reported, even if a worker failed first.
  const generating = reading.then((contract) =>
    generate(contract, {
      layout: job.layout,
      slowEmitters: inThreads(threads),
      onStep: timer.begin,
      skipped: job.rules === undefined ? skipped : undefined,
    }),
  )
  // Awaited below. If an earlier step throws, this must not become an unhandled rejection.
  generating.catch(() => {})
  await Promise.allSettled([reading])
  // The workers have started. If one fails on an invalid document, report the linter's problem instead: it has file,
  // line and column.
  timer.begin('lint')
  const source = bundler ?? (await loadSource(job, json))
  const remarks = await source.lint()
  timer.end()
  const contract = await reading
  const generated = await withLocations(source, () => generating)
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
    remarks,
    skipped: await Promise.all(
      skipped.map(({ pointer, message }) => source.locate(pointer, `${message}.`)),
    ),
    operations: generated.operations,
    validators: generated.validators,
  }
}

// Redocly takes long to load. For JSON it is loaded after the workers have started.
async function loadSource({ spec, rules }: Job, json?: ParsedContract): Promise<ContractSource> {
  const { ContractSource } = await import('../load/redocly-source.ts')
  return new ContractSource(spec, rules, json)
}

// The types take as long as a third of the validators.
function inThreads([first, second]: Threads): SlowEmitters {
  return {
    types: (request) => first.run('types', request),
    validators: (request) =>
      Promise.all([
        second.run('validators', request, { count: 3, indexes: [0, 1] }),
        first.run('validators', request, { count: 3, indexes: [2] }),
      ]),
  }
}

function workerTimes([first, second]: Threads): { types: number; validators: number } {
  return {
    types: first.times.types,
    validators: Math.max(first.times.validators, second.times.validators),
  }
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

async function withLocations<T>(source: ContractSource, make: () => Promise<T>): Promise<T> {
  try {
    return await make()
  } catch (error) {
    if (!(error instanceof GenerationError)) throw error
    const problems = error.diagnostics.map(({ pointer, message }) =>
      source.locate(pointer, `${message}.`),
    )
    throw new ContractError(await Promise.all(problems))
  }
}
