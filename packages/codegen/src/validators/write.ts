import type { Ajv2020 } from 'ajv/dist/2020.js'
import type { Document } from '../document.ts'
import type { ValidatorModules } from '../layout.ts'
import type { OperationModel } from '../model.ts'
import { key, quote } from '../names.ts'
import { GenerationError, type Refusal } from '../refusal.ts'
import { writingAjv } from './ajv.ts'
import { compile, helpersOf, type Piece } from './compile.ts'
import { type Entry, type Plan, planOf } from './entries.ts'

const checkName = (name: string) => `check${name}`

/**
 * Writes the validators of a contract, one file each, by their paths. A schema that does not compile goes to `left`;
 * without it, it is an error.
 */
export function writeValidators(
  document: Document,
  models: readonly OperationModel[],
  modules: ValidatorModules,
  left?: Refusal[],
): Record<string, string> {
  const whole = planOf(document, models)
  // A foreign document may be large: each schema is compiled once.
  const ajv = writingAjv(whole.document, left && { inlineRefs: false })
  addDocument(ajv, whole.document)
  const plan = compilable(ajv, whole, left)
  const pieces = compile(ajv, Object.fromEntries(plan.entries.map(({ name, ref }) => [checkName(name), `contract${ref}`])))
  const places = new Map(plan.entries.map(({ name, folder }) => [name, folder]))
  const files = plan.entries.map((entry) => {
    const piece = pieces.get(checkName(entry.name)) as Piece
    const imports = piece.calls.map((call) => {
      const from = call.slice(checkName('').length)
      return `import { ${call} } from '../${places.get(from)}/${from}.gen.ts'\n`
    })
    return [fileOf(entry.folder, entry.name), validatorText(entry, piece, imports, modules)] as const
  })
  return {
    'schemas.gen.ts': indexText(plan, 'schemas'),
    'inputs.gen.ts': indexText(plan, 'inputs'),
    'operations.gen.ts': moduleText(models.map(({ id }) => `export { ${id} } from './operations/${id}.gen.ts'\n`)),
    ...Object.fromEntries(files),
    ...Object.fromEntries(models.map(({ id }) => [fileOf('operations', id), operationText(plan, places, id)])),
  }
}

// A document is no schema, so there is nothing to check. Where nothing has a name of its own, Ajv need not search for it.
function addDocument(ajv: Ajv2020, document: object): void {
  const anchored = /"\$(id|anchor|dynamicAnchor)":/.test(JSON.stringify(document))
  const schema = { $id: 'contract', ...(anchored && document) }
  ajv.addSchema(schema, undefined, false, false)
  Object.assign(schema, document)
}

// What is left of a plan without the schemas that do not compile.
function compilable(ajv: Ajv2020, plan: Plan, left: Refusal[] | undefined): Plan {
  const refusals = plan.entries.flatMap(({ title, ref }) => {
    const problem = obstacle(ajv, `contract${ref}`)
    const pointer = ref.startsWith('#/components/') ? ref : '#/'
    return problem === undefined ? [] : [{ ref, message: `the schema ${title} has no validator: ${problem}`, pointer }]
  })
  if (refusals.length === 0) return plan
  if (!left) throw new GenerationError(refusals)
  left.push(...refusals.map(({ message, pointer }) => ({ message, pointer })))
  const refused = new Set(refusals.map(({ ref }) => ref))
  return { ...plan, entries: plan.entries.filter(({ ref }) => !refused.has(ref)) }
}

// Ajv says of a schema that it cannot compile what it stumbled over; a reason on one line is enough.
function obstacle(ajv: Ajv2020, ref: string): string | undefined {
  try {
    return ajv.getSchema(ref) ? undefined : 'it cannot be found by its reference'
  } catch (error) {
    return (error as Error).message.split('\n')[0]
  }
}

const moduleText = (lines: readonly string[]) => lines.join('') || 'export {}\n'

const fileOf = (folder: string, name: string) => `${folder}/${name}.gen.ts`

function indexText({ entries }: Plan, folder: Entry['folder']): string {
  const own = entries.filter((entry) => entry.folder === folder)
  return moduleText(own.map(({ name }) => `export { ${name} } from './${folder}/${name}.gen.ts'\n`))
}

function validatorText(
  { name, title, type, folder }: Entry,
  { code }: Piece,
  imports: readonly string[],
  modules: ValidatorModules,
): string {
  const used = helpersOf(code)
  const what = folder === 'schemas' ? `{@link ${type}}` : folder === 'inputs' ? `{@link types.${name}}` : 'an answer'
  return `// @ts-nocheck
import type * as types from ${quote(modules.types[folder])}
import { type Check, type Schema, schema } from ${quote(modules.schema)}
${used.length > 0 ? `import { ${used.join(', ')} } from ${quote(modules.support)}\n` : ''}${imports.join('')}
${code}

/** Validator of ${what}. */
export const ${name}: Schema<${type}> = /* @__PURE__ */ schema(${quote(title)}, ${checkName(name)})

// For the validators that refer to this one.
const check: Check = ${checkName(name)}
export { check as ${checkName(name)} }
`
}

function operationText({ answers, inputs }: Plan, places: ReadonlyMap<string, Entry['folder']>, id: string): string {
  const named = inputs.get(id) ?? ''
  const input = places.has(named) ? named : undefined
  const list = (answers.get(id) ?? []).filter(({ name }) => places.has(name))
  // An operation may be called like a schema of its answers.
  const local = (name: string) => (name === id ? `${name}Schema` : name)
  const names = [...new Set([...(input === undefined ? [] : [input]), ...list.map(({ name }) => name).toSorted()])]
  const imports = names.map((name) => {
    const what = name === id ? `${name} as ${local(name)}` : name
    return `import { ${what} } from '../${places.get(name)}/${name}.gen.ts'\n`
  })
  const types = list.map(({ status, name }) => `readonly ${statusKey(status)}: typeof ${local(name)}`)
  const values = list.map(({ status, name }) => `${statusKey(status)}: ${local(name)}`)
  const members = [input && `readonly input: typeof ${local(input)}`, `readonly responses: { ${types.join('; ')} }`]
  return `${imports.join('')}
/** Schemas of what \`${id}\` takes, and of what it answers by status. */
export const ${id}: { ${members.filter(Boolean).join('; ')} } = {
${input ? `  input: ${local(input)},\n` : ''}  responses: { ${values.join(', ')} },
}
`
}

const statusKey = (status: string) => (/^\d+$/.test(status) ? status : key(status))
