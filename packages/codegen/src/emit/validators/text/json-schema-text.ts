import { NameAllocator } from '../../../openapi/identifiers.ts'
import { Imports } from '../../imports.ts'
import { Code, lineWidth, quote, wrappedLiteral } from '../../print.ts'
import { list } from '../code/statement.ts'
import { camelName } from '../module/names.ts'
import { modulePath, type ValidatorEntry } from '../plan.ts'
import type { TextContext } from './context.ts'
import { DatesTypes } from './dates-type.ts'
import { indexText } from './index-text.ts'
import { jsonSchemaOf, referencedNames } from './json-schema.ts'
import { declarationText } from './validator-declaration.ts'

/** Returns the modules of the JSON Schemas of named schemas and of inputs, and their index. */
export function jsonSchemaTexts(
  context: TextContext,
  runtimeModule: string,
): Readonly<Record<string, string>> {
  const entries = [...context.entries.values()].filter(({ folder }) => folder !== 'responses')
  const named = new Map(
    entries.flatMap((entry) => (entry.folder === 'schemas' ? [[entry.title, entry]] : [])),
  )
  const dates = new DatesTypes(named)
  const groups = [...Map.groupBy(entries, ({ module }) => module)]
  const texts = groups.map(([module, group]) => [
    `json-schemas/${module}.gen.ts`,
    new JsonSchemaModule(module, { context, named, dates, runtimeModule }).text(group),
  ])
  const exports = entries.map(({ module, name }) => [`json-schemas/${module}`, name] as const)
  return { 'json-schemas.gen.ts': indexText(exports), ...Object.fromEntries(texts) }
}

interface JsonSchemaContext {
  readonly runtimeModule: string
  readonly context: TextContext
  /** Named schemas by their names in the contract. */
  readonly named: ReadonlyMap<string, ValidatorEntry>
  readonly dates: DatesTypes
}

class JsonSchemaModule {
  readonly #module: string
  readonly #context: JsonSchemaContext
  readonly #imports = new Imports()
  readonly #names: NameAllocator

  constructor(module: string, context: JsonSchemaContext) {
    this.#module = module
    this.#context = context
    const taken = [...context.context.entries.keys()].flatMap((name) => [name, `${name}Dates`])
    this.#names = new NameAllocator([...taken, 'operations', 'schemas', 'withJsonSchema'])
  }

  text(entries: readonly ValidatorEntry[]): string {
    const texts = entries.map((entry) => this.#entryText(entry))
    return `${this.#imports.print()}\n${texts.join('\n')}`
  }

  #entryText(entry: ValidatorEntry): string {
    const { named, dates, runtimeModule } = this.#context
    const { name, schema } = entry
    const runtime = this.#imports.from(runtimeModule)
    const namespace = entry.folder === 'schemas' ? 'schemas' : 'operations'
    this.#imports.from(`../${modulePath(entry)}.gen.ts`).namespace(namespace)
    const validator = `${namespace}.${name}`
    const datesText = dates.declaration(entry, (other) => this.#datesName(other))
    const typeArguments = [`typeof ${validator}`, ...(datesText ? [`${name}Dates`] : [])]
    const constant = this.#names.allocate(camelName('', `${name} schema`))
    const head = `const ${constant}: ${runtime.type('JsonSchemaObject')} = `
    const json = wrappedLiteral(asCode(jsonSchemaOf(schema, named)), '', head.length)
    const definitions = [...referencedNames(schema, named)].map((other) => this.#value(other))
    const args = [validator, definitionsText(definitions), constant]
    const declared = declarationText(
      `export const ${name}: ${runtime.type('WithJsonSchema')}<`,
      typeArguments,
      list(`/* @__PURE__ */ ${runtime.value('withJsonSchema')}(`, args, ')'),
    )
    return `${datesText}${head}${json}

/** {@link ${validator}} with its JSON Schema. */
${declared}`
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

// Where the function begins at the fourth column.
function definitionsText(names: readonly string[]): string {
  if (names.length === 0) return '() => ({})'
  const text = `() => ({ ${names.join(', ')} })`
  if (text.length + 5 <= lineWidth) return text
  return `() => ({\n${names.map((name) => `      ${name},\n`).join('')}    })`
}

// In a literal of an object `__proto__` is no property.
function asCode(schema: unknown): unknown {
  const json = JSON.stringify(schema)
  return json.includes('"__proto__":') ? new Code(`JSON.parse(${quote(json)})`) : schema
}
