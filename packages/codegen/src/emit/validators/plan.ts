import { inputSchema } from '../../model/input-schema.ts'
import { schemaNames } from '../../model/naming.ts'
import type { OperationModel } from '../../model/operation.ts'
import { type Document, type Schema, schemaName } from '../../openapi/document.ts'
import { pascal } from '../../openapi/identifiers.ts'
import { quote } from '../print.ts'
import { helpers } from './compile.ts'
import { bare } from './strip-annotations.ts'

/** One validator to be written: a file of its own. */
export interface Entry {
  /** Name of the exported schema. */
  readonly name: string
  /** The schema's name in the contract. */
  readonly title: string
  readonly folder: 'schemas' | 'inputs' | 'answers'
  /** The type that it guards, in terms of `types`. */
  readonly type: string
  /** The schema in {@link Plan.document}. */
  readonly ref: string
}

/** Which validators a contract has, and the document that holds their schemas. */
export interface Plan {
  readonly document: { readonly components: { readonly schemas: Readonly<Record<string, Schema>> } }
  readonly entries: readonly Entry[]
  /** Names of the schemas of what operations take. */
  readonly inputs: ReadonlyMap<string, string>
  /** Names of the schemas of what operations answer, by operation and status. */
  readonly answers: ReadonlyMap<
    string,
    readonly { readonly status: string; readonly name: string }[]
  >
}

// What a validator's file imports or takes from the language, and the names of Ajv's own constants.
const inUse = [
  'schema',
  'check',
  'types',
  'number',
  'object',
  'array',
  'regexp',
  'errors',
  ...helpers.map((name) => name.toLowerCase()),
]
const ofAjv = /^(schema|validate|pattern|func|formats|wrapper|root|check)\d*$/
const escaped = (name: string) =>
  encodeURIComponent(name.replaceAll('~', '~0').replaceAll('/', '~1'))

/** Lists the validators of a contract: named schemas, inputs, and answers that have no named schema. */
export function planOf(document: Document, models: readonly OperationModel[]): Plan {
  const inputs: Record<string, Schema> = {}
  const inline: Record<string, Schema> = {}
  const entries: Entry[] = []
  const inputNames = new Map<string, string>()
  const answers = new Map<string, { status: string; name: string }[]>()
  const taken = new Set<string>(inUse)
  // Files on some systems do not tell large letters from small ones.
  const free = (wanted: string): string => {
    let name = ofAjv.test(wanted) ? `${wanted}_` : wanted
    for (let count = 2; taken.has(name.toLowerCase()); count += 1) name = `${wanted}${count}`
    taken.add(name.toLowerCase())
    return name
  }
  const named = new Map<string, string>()
  for (const [known, alias] of schemaNames(document)) {
    const name = free(alias)
    named.set(known, name)
    entries.push({
      name,
      title: known,
      folder: 'schemas',
      type: `types.${alias}`,
      ref: `#/components/schemas/${escaped(known)}`,
    })
  }
  for (const model of models) {
    const name = free(`${pascal(model.id)}Input`)
    inputs[model.id] = inputSchema(document, model)
    entries.push({
      name,
      title: name,
      folder: 'inputs',
      type: inputType(model),
      ref: `#/inputs/${escaped(model.id)}`,
    })
    inputNames.set(model.id, name)
    const list = model.responses.flatMap(({ status, schema, mediaType }) => {
      if (!schema || mediaType === undefined) return []
      const known = named.get(schemaName(schema) ?? '')
      if (known) return [{ status, name: known }]
      const own = free(`${pascal(model.id)}${pascal(status)}`)
      const key = /^\d+$/.test(status) ? status : quote(status)
      const type = `types.${model.type}['responses'][${key}]['content'][${quote(mediaType)}]`
      inline[own] = schema
      entries.push({ name: own, title: own, folder: 'answers', type, ref: `#/answers/${own}` })
      return [{ status, name: own }]
    })
    answers.set(model.id, list)
  }
  const { components } = document
  const whole = {
    components: { schemas: mapped(components?.schemas ?? {}) },
    inputs: mapped(inputs),
    answers: mapped(inline),
  }
  return { document: whole, entries, inputs: inputNames, answers }
}

const mapped = (schemas: Readonly<Record<string, Schema>>) =>
  Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [name, bare(schema) as Schema]),
  )

function inputType({ id, fields }: OperationModel): string {
  const own = `types.${pascal(id)}Input`
  return fields ? `${own} & { fields?: readonly types.${pascal(id)}Field[] }` : own
}
