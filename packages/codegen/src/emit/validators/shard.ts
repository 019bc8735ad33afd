import type { Ajv2020 } from 'ajv/dist/2020.js'
import { inlineRef } from 'ajv/dist/compile/resolve.js'
import { schemaHasRulesButRef } from 'ajv/dist/compile/util.js'
import type { OperationModel } from '../../model/operation.ts'
import { type Document, schemaName } from '../../openapi/document.ts'
import { mayUse } from '../../openapi/features.ts'
import { quote } from '../print.ts'
import { writingAjv } from './ajv.ts'
import { compile, helpersOf, type Piece } from './compile.ts'
import type { ValidatorModules } from './modules.ts'
import { checkName, nameOfCheck, planOf, type ValidatorEntry, type ValidatorPlan } from './plan.ts'

/** The validators of one shard. */
export interface ShardResult {
  readonly files: readonly {
    readonly name: string
    readonly text: string
    /** Functions of other validators that this one calls. */
    readonly calls: readonly string[]
  }[]
  /** Why a schema does not compile, by the name of its validator. */
  readonly problems: ReadonlyMap<string, string>
}

/** A part of the validators: those whose position modulo `count` is one of `indexes`. */
export interface Shard {
  readonly count: number
  readonly indexes: readonly number[]
}

/** How a shard is compiled. */
export interface ShardOptions {
  readonly modules: ValidatorModules
  /** Whether a schema that does not compile is a problem of its own, not one of all schemas that contain it. */
  readonly lenient: boolean
  readonly shard: Shard
}

/** Compiles a shard of a contract's validators. */
export function compileShard(
  document: Document,
  models: readonly OperationModel[],
  { modules, lenient, shard }: ShardOptions,
): ShardResult {
  const plan = planOf(document, models)
  // Linked schemas are compiled together, so one shard gets all of them.
  const isLinked = mayUse(plan.document, 'linkedSchemas')
  const ajv = writingAjv(
    plan.document,
    lenient ? { inlineRefs: false } : {},
    isLinked ? undefined : referenceResolver(plan),
  )
  const root = { $id: 'contract', ...(isLinked && plan.document) }
  // A document is not a schema, so Ajv must not validate it, nor search it for the ids of schemas.
  ajv.addSchema(root, undefined, false, false)
  Object.assign(root, plan.document)
  const sharded = entriesOf(plan, isLinked, shard)
  const problems = new Map<string, string>()
  for (const { name, ref } of sharded) {
    const problem = problemOf(ajv, `contract${ref}`)
    if (problem !== undefined) problems.set(name, problem)
  }
  const entries = sharded.filter(({ name }) => !problems.has(name))
  const pieces = compile(
    ajv,
    Object.fromEntries(entries.map(({ name, ref }) => [checkName(name), `contract${ref}`])),
  )
  const folders = new Map(plan.entries.map(({ name, folder }) => [name, folder]))
  const files = entries.map((entry) => {
    const piece = pieces.get(checkName(entry.name)) as Piece
    const imports = piece.calls.map((check) => {
      const name = nameOfCheck(check)
      return `import { ${check} } from '../${folders.get(name)}/${name}.gen.ts'\n`
    })
    const text = validatorText(entry, piece, { imports, modules })
    return { name: entry.name, text, calls: piece.calls }
  })
  return { files, problems }
}

function entriesOf(
  { entries }: ValidatorPlan,
  isLinked: boolean,
  { count, indexes }: Shard,
): readonly ValidatorEntry[] {
  if (isLinked) return indexes.includes(0) ? entries : []
  return entries.filter((_, index) => indexes.includes(index % count))
}

// A reference to a named schema calls its validator, unless Ajv would inline the schema.
function referenceResolver({
  entries,
  document,
}: ValidatorPlan): (ref: string, ajv: Ajv2020) => string | undefined {
  const checks = new Map(
    entries.flatMap(({ folder, title, name }) =>
      folder === 'schemas' ? [[title, checkName(name)]] : [],
    ),
  )
  const { schemas } = document.components
  return (ref, ajv) => {
    let title = schemaName({ $ref: ref })
    for (let hops = 0; title !== undefined && hops < 50; hops += 1) {
      const schema = schemas[title]
      if (schema === undefined || inlineRef(schema, ajv.opts.inlineRefs)) return undefined
      if (schema.$ref === undefined || schemaHasRulesButRef(schema, ajv.RULES))
        return checks.get(title)
      title = schemaName(schema)
    }
    return undefined
  }
}

// The first line of Ajv's message is the reason; the others repeat the schema.
function problemOf(ajv: Ajv2020, ref: string): string | undefined {
  try {
    return ajv.getSchema(ref) ? undefined : 'its reference cannot be resolved'
  } catch (error) {
    return (error as Error).message.split('\n')[0]
  }
}

function validatorText(
  { name, title, type, folder }: ValidatorEntry,
  { code }: Piece,
  { imports, modules }: { readonly imports: readonly string[]; readonly modules: ValidatorModules },
): string {
  const used = helpersOf(code)
  const link = folder === 'schemas' ? type : `types.${name}`
  const comment = folder === 'responses' ? 'Validates a response.' : `Validates {@link ${link}}.`
  return `// @ts-nocheck
import type * as types from ${quote(modules.types[folder])}
import { type Check, type Schema, schema } from ${quote(modules.schema)}
${used.length > 0 ? `import { ${used.join(', ')} } from ${quote(modules.support)}\n` : ''}${imports.join('')}
${code}

/** ${comment} */
export const ${name}: Schema<${type}> = /* @__PURE__ */ schema(${quote(title)}, ${checkName(name)})

// Called by other validators.
const check: Check = ${checkName(name)}
export { check as ${checkName(name)} }
`
}
