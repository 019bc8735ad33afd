import { inputSchema } from '../../model/input-schema.ts'
import { schemaNames } from '../../model/naming.ts'
import type { OperationModel } from '../../model/operation.ts'
import { type Document, type Schema, schemaName } from '../../openapi/document.ts'
import { pascal } from '../../openapi/identifiers.ts'
import { escapePointer } from '../../openapi/json-pointer.ts'
import { payloadTypes } from '../client/payload-types.ts'
import { helpers } from './helpers.ts'
import type { ValidatorFolder } from './modules.ts'
import { stripAnnotations } from './strip-annotations.ts'

/** One validator, which gets a file of its own. */
export interface ValidatorEntry {
  /** Name of the exported schema. */
  readonly name: string
  /** The schema's name in the contract. */
  readonly title: string
  readonly folder: ValidatorFolder
  /** The type that it guards, as an expression with `types`. */
  readonly type: string
  /** Reference to the schema in {@link ValidatorPlan.document}. */
  readonly ref: string
}

/** The validators of a contract, and the document that contains their schemas. */
export interface ValidatorPlan {
  readonly document: { readonly components: { readonly schemas: Readonly<Record<string, Schema>> } }
  readonly entries: readonly ValidatorEntry[]
  /** Names of the validators of inputs, by operation. */
  readonly inputs: ReadonlyMap<string, string>
  /** Names of the validators of responses by status, by operation. */
  readonly responses: ReadonlyMap<
    string,
    readonly { readonly status: string; readonly name: string }[]
  >
}

// Names that the file of a validator imports or uses.
const reservedNames = [
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
const ajvConstant = /^(schema|validate|pattern|func|formats|wrapper|root|check)\d*$/
const refPart = (name: string) => encodeURIComponent(escapePointer(name))

/** Returns the name of the function of a validator. */
export const checkName = (name: string): string => `check${name}`

/** Returns the name of the validator of a function. */
export const nameOfCheck = (check: string): string => check.slice('check'.length)

/** Lists the validators of a contract: named schemas, inputs, and responses without a named schema. */
export function planOf(document: Document, models: readonly OperationModel[]): ValidatorPlan {
  const inputSchemas: Record<string, Schema> = {}
  const responseSchemas: Record<string, Schema> = {}
  const entries: ValidatorEntry[] = []
  const inputs = new Map<string, string>()
  const responses = new Map<string, { status: string; name: string }[]>()
  const taken = new Set<string>(reservedNames)
  // Some file systems ignore case.
  const allocate = (wanted: string): string => {
    let name = ajvConstant.test(wanted) ? `${wanted}_` : wanted
    for (let count = 2; taken.has(name.toLowerCase()); count += 1) name = `${wanted}${count}`
    taken.add(name.toLowerCase())
    return name
  }
  const validatorNames = new Map<string, string>()
  for (const [title, exported] of schemaNames(document)) {
    const name = allocate(exported)
    validatorNames.set(title, name)
    const ref = `#/components/schemas/${refPart(title)}`
    entries.push({ name, title, folder: 'schemas', type: `types.${exported}`, ref })
  }
  const payloads = payloadTypes(document, models)
  for (const model of models) {
    const name = allocate(`${pascal(model.id)}Input`)
    inputSchemas[model.id] = inputSchema(document, model)
    const ref = `#/inputs/${refPart(model.id)}`
    entries.push({ name, title: name, folder: 'inputs', type: inputType(model), ref })
    inputs.set(model.id, name)
    const byStatus = model.responses.flatMap(({ status, schema, mediaType }) => {
      if (!schema || mediaType === undefined) return []
      const named = validatorNames.get(schemaName(schema) ?? '')
      if (named) return [{ status, name: named }]
      const inline = allocate(`${pascal(model.id)}${pascal(status)}`)
      const type = `types.${payloads.get(model.id)?.responses.get(status)}`
      responseSchemas[inline] = schema
      entries.push({
        name: inline,
        title: inline,
        folder: 'responses',
        type,
        ref: `#/responses/${inline}`,
      })
      return [{ status, name: inline }]
    })
    responses.set(model.id, byStatus)
  }
  const planned = {
    components: { schemas: stripSchemas(document.components?.schemas ?? {}) },
    inputs: stripSchemas(inputSchemas),
    responses: stripSchemas(responseSchemas),
  }
  return { document: planned, entries, inputs, responses }
}

const stripSchemas = (schemas: Readonly<Record<string, Schema>>) =>
  Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [name, stripAnnotations(schema) as Schema]),
  )

function inputType({ id, fields }: OperationModel): string {
  const type = `types.${pascal(id)}Input`
  return fields ? `${type} & { fields?: readonly types.${pascal(id)}Field[] }` : type
}
