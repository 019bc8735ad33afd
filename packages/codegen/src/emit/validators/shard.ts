import type { Ajv2020 } from 'ajv/dist/2020.js'
import { inlineRef } from 'ajv/dist/compile/resolve.js'
import { schemaHasRulesButRef } from 'ajv/dist/compile/util.js'
import type { OperationModel } from '../../model/operation.ts'
import { type Document, schemaName } from '../../openapi/document.ts'
import type { ValidatorModules } from '../../pipeline/layout.ts'
import { quote } from '../print.ts'
import { writingAjv } from './ajv.ts'
import { compile, helpersOf, type Piece } from './compile.ts'
import { type Entry, type Plan, planOf } from './plan.ts'

const checkName = (name: string) => `check${name}`

/** The name of the validator whose function is called so. */
export const nameOfCheck = (check: string): string => check.slice('check'.length)

/** Some of the validators of a contract. */
export interface ShardResult {
  readonly files: readonly {
    readonly name: string
    readonly text: string
    readonly calls: readonly string[]
  }[]
  /** Why a schema does not compile, by the name of its validator. */
  readonly problems: ReadonlyMap<string, string>
}

/** How the validators are shared out: this share has those whose number divided by `of` leaves one of `rests`. */
export interface Shard {
  readonly count: number
  readonly indexes: readonly number[]
}

/** Compiles a part of a contract's validators. Lenient, each schema is compiled once; else small ones into others. */
export function compileShard(
  document: Document,
  models: readonly OperationModel[],
  modules: ValidatorModules,
  lenient: boolean,
  { count: of, indexes: rests }: Shard,
): ShardResult {
  const plan = planOf(document, models)
  const json = JSON.stringify(plan.document)
  // Where what a schema says depends on what others have seen, or where it may be meant by a name of its own, all of
  // them are compiled together.
  const together =
    /"(unevaluated(Properties|Items)|\$(id|anchor|dynamicAnchor|dynamicRef))":|"\$ref":"https:/.test(
      json,
    )
  const ajv = writingAjv(
    plan.document,
    lenient ? { inlineRefs: false } : {},
    together ? undefined : calleeOf(plan),
  )
  const schema = { $id: 'contract', ...(together && plan.document) }
  // A document is no schema, so there is nothing to check; and Ajv searches what it is given for names of their own.
  ajv.addSchema(schema, undefined, false, false)
  Object.assign(schema, plan.document)
  const own = together
    ? rests.includes(0)
      ? plan.entries
      : []
    : plan.entries.filter((_, index) => rests.includes(index % of))
  const problems = new Map<string, string>()
  for (const { name, ref } of own) {
    const problem = problemOf(ajv, `contract${ref}`)
    if (problem !== undefined) problems.set(name, problem)
  }
  const entries = own.filter(({ name }) => !problems.has(name))
  const pieces = compile(
    ajv,
    Object.fromEntries(entries.map(({ name, ref }) => [checkName(name), `contract${ref}`])),
  )
  const places = new Map(plan.entries.map(({ name, folder }) => [name, folder]))
  const files = entries.map((entry) => {
    const piece = pieces.get(checkName(entry.name)) as Piece
    const imports = piece.calls.map((call) => {
      const from = nameOfCheck(call)
      return `import { ${call} } from '../${places.get(from)}/${from}.gen.ts'\n`
    })
    return {
      name: entry.name,
      text: validatorText(entry, piece, imports, modules),
      calls: piece.calls,
    }
  })
  return { files, problems }
}

// A reference to a named schema calls its validator, unless Ajv would write out the schema in its place.
function calleeOf({ entries, document }: Plan): (ref: string, ajv: Ajv2020) => string | undefined {
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

// Ajv says of a schema that it cannot compile what it stumbled over; a reason on one line is enough.
function problemOf(ajv: Ajv2020, ref: string): string | undefined {
  try {
    return ajv.getSchema(ref) ? undefined : 'it cannot be found by its reference'
  } catch (error) {
    return (error as Error).message.split('\n')[0]
  }
}

function validatorText(
  { name, title, type, folder }: Entry,
  { code }: Piece,
  imports: readonly string[],
  modules: ValidatorModules,
): string {
  const used = helpersOf(code)
  const what =
    folder === 'schemas'
      ? `{@link ${type}}`
      : folder === 'inputs'
        ? `{@link types.${name}}`
        : 'an answer'
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
