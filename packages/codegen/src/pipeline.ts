import { join } from 'node:path'
import { type Change, changeOf } from './changes.ts'
import { ContractSource } from './contract.ts'
import { type Generated, generate } from './generate.ts'
import type { Job } from './job.ts'
import { filesOf, foldersOf } from './outputs.ts'
import { ContractError, type Problem } from './problem.ts'
import { GenerationError, type Refusal } from './refusal.ts'
import { ValidatorsThread } from './validators/thread.ts'
import { readReplacements, replaceAll, strays } from './write.ts'

export const steps = ['lint', 'types', 'operations', 'validators', 'coverage', 'docs'] as const

export type Step = (typeof steps)[number]

/** A file that a step made, and what differs in it from the one that was there. */
export interface WrittenFile {
  readonly step: Step
  readonly file: string
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
  readonly left: readonly Problem[]
  readonly operations: number
  readonly validators: number
}

const stepOf: Readonly<Record<keyof Generated, Step>> = {
  types: 'types',
  schemas: 'operations',
  operations: 'operations',
  client: 'operations',
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
export async function runPipeline({ spec, out, layout, rules }: Job): Promise<Report> {
  const thread = new ValidatorsThread()
  try {
    return await runSteps({ spec, out, layout, rules }, thread)
  } finally {
    await thread.end()
  }
}

async function runSteps({ spec, out, layout, rules }: Omit<Job, 'beside'>, thread: ValidatorsThread): Promise<Report> {
  const source = new ContractSource(spec, rules)
  const times = Object.fromEntries(steps.map((step) => [step, 0])) as Record<Step, number>
  let began = performance.now()
  let current: Step = 'lint'
  const onStep = (next: Step) => {
    const now = performance.now()
    times[current] += now - began
    began = now
    current = next
  }
  const remarks = await source.lint()
  const contract = await source.read()
  const left: Refusal[] = []
  const compile = thread.write.bind(thread)
  // Our own contract is ours to mend; of a foreign one we take what we can.
  const options = { layout, compile, onStep, ...(!rules && { left }) }
  const generated = await located(source, () => generate(contract, options))
  // The validators took their own time, most of it beside the other steps.
  times.validators = thread.time
  began = performance.now()
  const files = filesOf(layout, generated).map((one) => ({ ...one, file: join(out, one.file) }))
  const replacements = await readReplacements(new Map(files.map(({ file, text }) => [file, text])))
  const folders = foldersOf(layout).map((folder) => join(out, folder))
  const gone = await strays(folders, new Set(files.map(({ file }) => file)))
  await replaceAll(replacements, gone)
  const written = replacements.map(({ file, before, after }, index) => ({
    step: stepOf[files[index]?.name ?? 'types'],
    file,
    change: before === after ? undefined : before === undefined ? ('new' as const) : changeOf(before, after),
  }))
  return {
    times,
    writing: performance.now() - began,
    files: [...written, ...gone.map((file) => ({ step: stepOf.validators, file, change: 'gone' as const }))],
    inputs: contract.files,
    hash: contract.hash,
    remarks,
    left: await Promise.all(left.map(({ pointer, message }) => source.locate(pointer, `${message}.`))),
    operations: generated.operations.match(/^export function /gm)?.length ?? 0,
    validators: Object.keys(generated.validators).filter((file) => /^(schemas|inputs|answers)\//.test(file)).length,
  }
}

async function located<T>(source: ContractSource, make: () => Promise<T>): Promise<T> {
  try {
    return await make()
  } catch (error) {
    if (!(error instanceof GenerationError)) throw error
    throw new ContractError(
      await Promise.all(error.refusals.map(({ pointer, message }) => source.locate(pointer, `${message}.`))),
    )
  }
}
