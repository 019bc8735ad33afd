import { Imports } from '../../imports.ts'
import { Code, lineWidth, quote, wrappedLiteral } from '../../print.ts'
import { modulePath, type ValidatorEntry } from '../plan.ts'
import type { TextContext } from './context.ts'
import { DatesTypes } from './dates-type.ts'
import { jsonSchemaOf, referencedNames } from './json-schema.ts'

/** Returns the modules of the JSON Schemas of named schemas and of inputs, and their index. */
export function jsonSchemaTexts(context: TextContext): Readonly<Record<string, string>> {
  const entries = [...context.entries.values()].filter(({ folder }) => folder !== 'responses')
  const named = new Map(
    entries.flatMap((entry) => (entry.folder === 'schemas' ? [[entry.title, entry]] : [])),
  )
  const dates = new DatesTypes(named)
  const groups = [...Map.groupBy(entries, ({ module }) => module)]
  const texts = groups.map(([module, group]) => [
    `json-schemas/${module}.gen.ts`,
    new JsonSchemaModule(module, { context, named, dates }).text(group),
  ])
  const exports = groups.map(([module, group]) => {
    const names = group.map(({ name }) => `  ${name},\n`).join('')
    return `export {\n${names}} from './json-schemas/${module}.gen.ts'\n`
  })
  return {
    'json-schemas.gen.ts': exports.join('') || 'export {}\n',
    ...Object.fromEntries(texts),
  }
}

interface JsonSchemaContext {
  readonly context: TextContext
  /** Named schemas by their names in the contract. */
  readonly named: ReadonlyMap<string, ValidatorEntry>
  readonly dates: DatesTypes
}

class JsonSchemaModule {
  readonly #module: string
  readonly #context: JsonSchemaContext
  readonly #imports = new Imports()

  constructor(module: string, context: JsonSchemaContext) {
    this.#module = module
    this.#context = context
  }

  text(entries: readonly ValidatorEntry[]): string {
    const texts = entries.map((entry) => this.#entryText(entry))
    return `${this.#imports.print()}\n${texts.join('\n')}`
  }

  #entryText(entry: ValidatorEntry): string {
    const { named, dates, context } = this.#context
    const { name, schema } = entry
    const runtime = this.#imports.from(context.modules.jsonSchema)
    const namespace = entry.folder === 'schemas' ? 'schemas' : 'operations'
    this.#imports.from(`../${modulePath(entry)}.gen.ts`).namespace(namespace)
    const validator = `${namespace}.${name}`
    const datesText = dates.declaration(entry, (other) => this.#datesName(other))
    const typeArguments = [`typeof ${validator}`, ...(datesText ? [`${name}Dates`] : [])]
    const type = runtime.type('WithJsonSchema')
    const head = `export const ${name}: ${type}`
    const short = `${head}<${typeArguments.join(', ')}>`
    const broken = `${head}<\n${typeArguments.map((one) => `  ${one}`).join(',\n')}\n>`
    const create = ` = /* @__PURE__ */ ${runtime.value('withJsonSchema')}(`
    const declared = short.length + create.length <= lineWidth ? short : broken
    const json = wrappedLiteral(asCode(jsonSchemaOf(schema, named)), '  ', 2)
    const definitions = [...referencedNames(schema, named)].map((other) => this.#value(other))
    const args = [
      `  ${validator},\n  ${json},\n`,
      definitions.length > 0 ? `  () => (${codeObject(definitions).text}),\n` : '',
    ]
    return `${datesText}/** {@link ${validator}} with its JSON Schema. */
${declared}${create}
${args.join('')})
`
  }

  #value(entry: ValidatorEntry): string {
    if (entry.module === this.#module) return entry.name
    return this.#imports.from(`./${entry.module}.gen.ts`).value(entry.name)
  }

  #datesName(entry: ValidatorEntry): string {
    const name = `${entry.name}Dates`
    if (entry.module === this.#module) return name
    return this.#imports.from(`./${entry.module}.gen.ts`).type(name)
  }
}

// Shorthand properties.
function codeObject(names: readonly string[]): Code {
  const text = `{ ${names.join(', ')} }`
  return new Code(
    text.length < 85 ? text : `{\n${names.map((name) => `    ${name},\n`).join('')}  }`,
  )
}

// In a literal of an object `__proto__` is no property.
function asCode(schema: unknown): unknown {
  const json = JSON.stringify(schema)
  return json.includes('"__proto__":') ? new Code(`JSON.parse(${quote(json)})`) : schema
}
