import { join } from 'node:path'
import { type ParsedContract, readJson } from '../load/contract.ts'
import { ContractError, type Problem } from '../load/problem.ts'
import type { ContractSource } from '../load/redocly-source.ts'
import { type Diagnostic, GenerationError } from '../openapi/diagnostic.ts'
import { type Change, changeOf } from './changes.ts'
import { readReplacements, replaceAll, staleFiles } from './files.ts'
import { type Generated, generate } from './generate.ts'
import type { Job } from './job.ts'
import { filesOf, foldersOf } from './outputs.ts'
import { EmitterThread } from './workers/pool.ts'
import type { SlowEmitters } from './workers/tasks.ts'

export const steps = ['lint', 'types', 'operations', 'validators', 'coverage', 'docs'] as const

export type Step = (typeof steps)[number]

/** A file that a step made, and what differs in it from the one that was there. */
export interface WrittenFile {
  readonly step: Step
  readonly file: string
  /** Empty when the file is gone. */
  readonly text: string
  /** Undefined when nothing differs; gone when it was left from an older document. */
  readonly change: Change | 'new' | 'gone' | undefined
}

/** What a run of the pipeline did. */
export interface Report {
  /** Milliseconds by step; reading the files counts as linting. */
  readonly times: Readonly<Record<Step, number>>
  /** Milliseconds of comparing and writing the files. */
  readonly writing: number
  readonly files: readonly WrittenFile[]
  /** Files that were read, absolute. */
  readonly inputs: readonly string[]
  readonly hash: string
  /** Odd but harmless parts of the document. */
  readonly remarks: readonly Problem[]
  /** Parts that could not become code. */
  readonly skipped: readonly Problem[]
  readonly operations: number
  readonly validators: number
}

const stepOf: Readonly<Record<keyof Generated, Step>> = {
  types: 'types',
  schemas: 'operations',
  operations: 'operations',
  client: 'operations',
  openapiFetch: 'operations',
  credentials: 'operations',
  validators: 'validators',
  webhooks: 'operations',
  coverage: 'coverage',
  contract: 'docs',
  reference: 'docs',
}

/**
 * Takes a document through all steps and then writes what differs: all files or, when a step fails, none. Throws
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

// The linter takes long to load, and others can work meanwhile.
async function sourceOf({ spec, rules }: Job, json?: ParsedContract): Promise<ContractSource> {
  const { ContractSource } = await import('../load/redocly-source.ts')
  return new ContractSource(spec, rules, json)
}

async function runSteps(
  job: Job,
  threads: readonly [EmitterThread, EmitterThread],
): Promise<Report> {
  const { out, layout, rules } = job
  const [first, second] = threads
  const clock = new Clock()
  const left: Diagnostic[] = []
  const json = await readJson(job.spec)
  const bundler = json ? undefined : await sourceOf(job)
  const reading = bundler ? bundler.read() : Promise.resolve(json as ParsedContract)
  // The types take as long as a third of the validators.
  const slow: SlowEmitters = {
    types: (asked) => first.write('types', asked),
    validators: (asked) =>
      Promise.all([
        second.write('validators', asked, { count: 3, indexes: [0, 1] }),
        first.write('validators', asked, { count: 3, indexes: [2] }),
      ]),
  }
  // Our own contract is ours to mend; of a foreign one we take what we can.
  const options = { layout, slow, onStep: clock.begin, ...(!rules && { left }) }
  const generating = reading.then((contract) => generate(contract, options))
  generating.catch(() => {})
  await Promise.allSettled([reading])
  // The threads are at work now. Of a mistake that they stumble over the linter knows more to say.
  clock.begin('lint')
  const source = bundler ?? (await sourceOf(job, json))
  const remarks = await source.lint()
  clock.end()
  const contract = await reading
  const generated = await located(source, () => generating)
  // What they hold is given back while the files are written.
  for (const thread of threads) void thread.end()
  const validators = Math.max(first.times.validators, second.times.validators)
  const times = { ...clock.times, types: first.times.types, validators }
  const began = performance.now()
  const files = filesOf(layout, generated).map((one) => ({ ...one, file: join(out, one.file) }))
  const replacements = readReplacements(new Map(files.map(({ file, text }) => [file, text])))
  const folders = foldersOf(layout).map((folder) => join(out, folder))
  const gone = staleFiles(folders, new Set(files.map(({ file }) => file)))
  replaceAll(replacements, gone)
  const written = replacements.map(({ file, before, after }, index) => ({
    step: stepOf[files[index]?.name ?? 'types'],
    file,
    text: after,
    change:
      before === after
        ? undefined
        : before === undefined
          ? ('new' as const)
          : changeOf(before, after),
  }))
  return {
    times,
    writing: performance.now() - began,
    files: [
      ...written,
      ...gone.map((file) => ({ step: stepOf.validators, file, text: '', change: 'gone' as const })),
    ],
    inputs: contract.files,
    hash: contract.hash,
    remarks,
    skipped: await Promise.all(
      left.map(({ pointer, message }) => source.locate(pointer, `${message}.`)),
    ),
    operations: generated.operations.match(/^export function /gm)?.length ?? 0,
    validators: Object.keys(generated.validators).filter((file) =>
      /^(schemas|inputs|answers)\//.test(file),
    ).length,
  }
}

// Tells how long each step of this thread took.
class Clock {
  readonly times = Object.fromEntries(steps.map((step) => [step, 0])) as Record<Step, number>
  #step: Step | undefined = 'lint'
  #began = performance.now()

  readonly begin = (step?: Step): void => {
    const now = performance.now()
    if (this.#step) this.times[this.#step] += now - this.#began
    this.#step = step
    this.#began = now
  }

  end(): void {
    this.begin(undefined)
  }
}

async function located<T>(source: ContractSource, make: () => Promise<T>): Promise<T> {
  try {
    return await make()
  } catch (error) {
    if (!(error instanceof GenerationError)) throw error
    throw new ContractError(
      await Promise.all(
        error.diagnostics.map(({ pointer, message }) => source.locate(pointer, `${message}.`)),
      ),
    )
  }
}
