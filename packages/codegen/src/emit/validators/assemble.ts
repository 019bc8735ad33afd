import type { OperationModel } from '../../model/operation.ts'
import { type Diagnostic, GenerationError } from '../../openapi/diagnostic.ts'
import type { Document } from '../../openapi/document.ts'
import { key } from '../print.ts'
import { type Entry, type Plan, planOf } from './plan.ts'
import { nameOfCheck, type ShardResult } from './shard.ts'

/**
 * Puts the shares of a contract's validators together: one file each, by their paths. A schema that does not compile
 * goes to `left`, with those that refer to it; without `left` it is an error.
 */
export function writeValidators(
  document: Document,
  models: readonly OperationModel[],
  shares: readonly ShardResult[],
  left?: Diagnostic[],
): Record<string, string> {
  const written = new Map(
    shares.flatMap(({ files }) => files.map((file) => [file.name, file] as const)),
  )
  const plan = compiled(planOf(document, models), shares, left)
  const places = new Map(plan.entries.map(({ name, folder }) => [name, folder]))
  return {
    'schemas.gen.ts': indexText(plan, 'schemas'),
    'inputs.gen.ts': indexText(plan, 'inputs'),
    'operations.gen.ts': moduleText(
      models.map(({ id }) => `export { ${id} } from './operations/${id}.gen.ts'\n`),
    ),
    ...Object.fromEntries(
      plan.entries.map(({ name, folder }) => [fileOf(folder, name), written.get(name)?.text ?? '']),
    ),
    ...Object.fromEntries(
      models.map(({ id }) => [fileOf('operations', id), operationText(plan, places, id)]),
    ),
  }
}

// What is left of a plan without the schemas that do not compile.
function compiled(
  plan: Plan,
  shares: readonly ShardResult[],
  left: Diagnostic[] | undefined,
): Plan {
  const problems = new Map(shares.flatMap(({ problems }) => [...problems]))
  if (problems.size === 0) return plan
  const calls = shares.flatMap(({ files }) => files)
  for (let known = 0; known < problems.size; ) {
    known = problems.size
    for (const { name, calls: called } of calls) {
      const problem = called.map((call) => problems.get(nameOfCheck(call))).find(Boolean)
      if (problem !== undefined && !problems.has(name)) problems.set(name, problem)
    }
  }
  const refusals = plan.entries.flatMap(({ name, title, ref }) => {
    const pointer = ref.startsWith('#/components/') ? ref : '#/'
    const problem = problems.get(name)
    return problem === undefined
      ? []
      : [{ message: `the schema ${title} has no validator: ${problem}`, pointer }]
  })
  if (!left) throw new GenerationError(refusals)
  left.push(...refusals)
  return { ...plan, entries: plan.entries.filter(({ name }) => !problems.has(name)) }
}

const moduleText = (lines: readonly string[]) => lines.join('') || 'export {}\n'

const fileOf = (folder: string, name: string) => `${folder}/${name}.gen.ts`

function indexText({ entries }: Plan, folder: Entry['folder']): string {
  const own = entries.filter((entry) => entry.folder === folder)
  return moduleText(own.map(({ name }) => `export { ${name} } from './${folder}/${name}.gen.ts'\n`))
}

function operationText(
  { answers, inputs }: Plan,
  places: ReadonlyMap<string, Entry['folder']>,
  id: string,
): string {
  const named = inputs.get(id) ?? ''
  const input = places.has(named) ? named : undefined
  const list = (answers.get(id) ?? []).filter(({ name }) => places.has(name))
  // An operation may be called like a schema of its answers.
  const local = (name: string) => (name === id ? `${name}Schema` : name)
  const names = [
    ...new Set([
      ...(input === undefined ? [] : [input]),
      ...list.map(({ name }) => name).toSorted(),
    ]),
  ]
  const imports = names.map((name) => {
    const what = name === id ? `${name} as ${local(name)}` : name
    return `import { ${what} } from '../${places.get(name)}/${name}.gen.ts'\n`
  })
  const types = list.map(
    ({ status, name }) => `readonly ${statusKey(status)}: typeof ${local(name)}`,
  )
  const values = list.map(({ status, name }) => `${statusKey(status)}: ${local(name)}`)
  const members = [
    input && `readonly input: typeof ${local(input)}`,
    `readonly responses: { ${types.join('; ')} }`,
  ]
  return `${imports.join('')}
/** Schemas of what \`${id}\` takes, and of what it answers by status. */
export const ${id}: { ${members.filter(Boolean).join('; ')} } = {
${input ? `  input: ${local(input)},\n` : ''}  responses: { ${values.join(', ')} },
}
`
}

const statusKey = (status: string) => (/^\d+$/.test(status) ? status : key(status))
