import type { OperationModel } from '../../model/operation.ts'
import { type Diagnostic, GenerationError } from '../../openapi/diagnostic.ts'
import type { FolderOutput, OutputContext } from '../output.ts'
import { statusKey } from '../print.ts'
import type { ValidatorFolder } from './modules.ts'
import { nameOfCheck, planOf, type ValidatorPlan } from './plan.ts'
import type { ShardResult } from './shard.ts'

/** One file for each validator, and indexes of schemas, inputs and operations. */
export const validators = {
  name: 'validators',
  step: 'validators',
  folders: { repository: 'packages/validation/src/generated', folder: 'validators' },
  hasIndexes: true,
  emit: async (context) => assembleValidators(context, await context.workers.validators()),
} as const satisfies FolderOutput

// A schema that does not compile is skipped with those that refer to it.
function assembleValidators(
  { document, operations, skipped }: OutputContext,
  shards: readonly ShardResult[],
): Record<string, string> {
  const texts = new Map(shards.flatMap(({ files }) => files.map(({ name, text }) => [name, text])))
  const plan = withoutProblems(planOf(document, operations), shards, skipped)
  const folders = new Map(plan.entries.map(({ name, folder }) => [name, folder]))
  return {
    'schemas.gen.ts': indexText(plan, 'schemas'),
    'inputs.gen.ts': indexText(plan, 'inputs'),
    'operations.gen.ts': moduleText(
      operations.map(({ id }) => `export { ${id} } from './operations/${id}.gen.ts'\n`),
    ),
    ...Object.fromEntries(
      plan.entries.map(({ name, folder }) => [filePath(folder, name), texts.get(name) ?? '']),
    ),
    ...Object.fromEntries(
      operations.map((model) => [
        filePath('operations', model.id),
        operationText(plan, folders, model),
      ]),
    ),
  }
}

function withoutProblems(
  plan: ValidatorPlan,
  shards: readonly ShardResult[],
  skipped: Diagnostic[] | undefined,
): ValidatorPlan {
  const problems = problemsOf(shards)
  if (problems.size === 0) return plan
  const diagnostics = plan.entries.flatMap(({ name, title, ref }): Diagnostic[] => {
    const problem = problems.get(name)
    if (problem === undefined) return []
    const pointer = ref.startsWith('#/components/') ? ref : '#/'
    return [{ message: `the schema ${title} has no validator: ${problem}`, pointer }]
  })
  if (!skipped) throw new GenerationError(diagnostics)
  skipped.push(...diagnostics)
  return { ...plan, entries: plan.entries.filter(({ name }) => !problems.has(name)) }
}

// Problems by validator. One that calls a validator with a problem has the same problem.
function problemsOf(shards: readonly ShardResult[]): Map<string, string> {
  const problems = new Map(shards.flatMap((shard) => [...shard.problems]))
  const files = shards.flatMap((shard) => shard.files)
  for (let size = 0; size < problems.size; ) {
    size = problems.size
    for (const { name, calls } of files) {
      const problem = calls.map((check) => problems.get(nameOfCheck(check))).find(Boolean)
      if (problem !== undefined && !problems.has(name)) problems.set(name, problem)
    }
  }
  return problems
}

const moduleText = (lines: readonly string[]) => lines.join('') || 'export {}\n'

const filePath = (folder: string, name: string) => `${folder}/${name}.gen.ts`

function indexText({ entries }: ValidatorPlan, folder: ValidatorFolder): string {
  const indexed = entries.filter((entry) => entry.folder === folder)
  return moduleText(
    indexed.map(({ name }) => `export { ${name} } from './${folder}/${name}.gen.ts'\n`),
  )
}

function operationText(
  { responses, inputs }: ValidatorPlan,
  folders: ReadonlyMap<string, ValidatorFolder>,
  { id }: OperationModel,
): string {
  const inputName = inputs.get(id) ?? ''
  const input = folders.has(inputName) ? inputName : undefined
  const byStatus = (responses.get(id) ?? []).filter(({ name }) => folders.has(name))
  // An operation may have the name of a schema of its responses.
  const local = (name: string) => (name === id ? `${name}Schema` : name)
  const names = new Set([
    ...(input === undefined ? [] : [input]),
    ...byStatus.map(({ name }) => name).toSorted(),
  ])
  const imports = [...names].map((name) => {
    const specifier = name === id ? `${name} as ${local(name)}` : name
    return `import { ${specifier} } from '../${folders.get(name)}/${name}.gen.ts'\n`
  })
  const types = byStatus.map(
    ({ status, name }) => `readonly ${statusKey(status)}: typeof ${local(name)}`,
  )
  const values = byStatus.map(({ status, name }) => `${statusKey(status)}: ${local(name)}`)
  const properties = [
    input && `readonly input: typeof ${local(input)}`,
    `readonly responses: { ${types.join('; ')} }`,
  ]
  return `${imports.join('')}
/** Schemas of the input of \`${id}\` and of its responses by status. */
export const ${id}: { ${properties.filter(Boolean).join('; ')} } = {
${input ? `  input: ${local(input)},\n` : ''}  responses: { ${values.join(', ')} },
}
`
}
