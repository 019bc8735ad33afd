import { inputSchema } from '../../model/input-schema.ts'
import { schemaNames } from '../../model/naming.ts'
import { type OperationModel, successResponses } from '../../model/operation.ts'
import { tagFileName } from '../../model/tag-name.ts'
import { type Document, schemaName } from '../../openapi/document.ts'
import { NameAllocator, pascal } from '../../openapi/identifiers.ts'
import { pointerTo } from '../../openapi/json-pointer.ts'
import { isJson, isText } from '../../openapi/media-type.ts'
import { type PayloadTypes, payloadTypes } from '../client/payload-types.ts'
import type { ValidatorFolder } from './modules.ts'
import { moduleOfSchemas } from './tags.ts'

/** One validator. */
export interface ValidatorEntry {
  /** Name of the exported schema. */
  readonly name: string
  /** The schema's name in the contract. */
  readonly title: string
  readonly folder: ValidatorFolder
  /** Name of its module, which it shares with the other validators of its tag. */
  readonly module: string
  /** The type that it guards, as an expression with `types`. */
  readonly type: string
  readonly schema: unknown
  /** JSON pointer to the schema, or to the operation that it belongs to. */
  readonly pointer: string
}

/** The validators of an operation, by their names. */
export interface OperationEntry {
  readonly id: string
  readonly module: string
  readonly input: string
  readonly responses: readonly { readonly status: string; readonly name: string }[]
  /** The validator of the items of a stream. */
  readonly items: string | undefined
}

/** The validators of a contract. */
export interface ValidatorPlan {
  readonly entries: readonly ValidatorEntry[]
  readonly operations: readonly OperationEntry[]
}

/** Returns the name of the function of a validator. */
export const checkName = (name: string): string => `check${pascal(name)}`

/** Returns the name of the schemas of an operation. */
export const operationSchemasName = (id: string): string => `${id}Schemas`

/** Returns the path of the module of a validator, without its extension. */
export function modulePath({ folder, module }: ValidatorEntry): string {
  return folder === 'schemas' ? `schemas/${module}` : `operations/${module}`
}

/**
 * Lists the validators of a contract: named schemas, inputs, and responses without a named schema.
 */
export function planOf(document: Document, models: readonly OperationModel[]): ValidatorPlan {
  const names = new EntryNames(models)
  const schemaModules = moduleOfSchemas(document, models)
  const schemas = [...schemaNames(document)].map(
    ([title, exported]): ValidatorEntry => ({
      name: names.allocate(exported),
      title,
      folder: 'schemas',
      module: schemaModules.get(title) ?? '',
      type: `types.${exported}`,
      schema: document.components?.schemas?.[title],
      pointer: pointerTo('components', 'schemas', title),
    }),
  )
  const namedValidators = new Map(schemas.map(({ title, name }) => [title, name]))
  const payloads = payloadTypes(document, models)
  const planned = models.map((model) => {
    const module = tagFileName(model)
    const types = payloads.get(model.id)
    return planOperation(document, model, { names, namedValidators, module, types })
  })
  return {
    entries: [...schemas, ...planned.flatMap(({ entries }) => entries)],
    operations: planned.map(({ operation }) => operation),
  }
}

/**
 * Allocates the names of validators and of their functions, which are unique without case: searches
 * ignore it, and the name of a function has no lower-case first letter.
 */
class EntryNames {
  readonly #names: NameAllocator

  constructor(models: readonly OperationModel[]) {
    const taken = ['schema', 'types', ...models.map(({ id }) => operationSchemasName(id))]
    this.#names = new NameAllocator(taken.map((name) => name.toLowerCase()))
  }

  allocate(wanted: string): string {
    const lower = this.#names.allocate(wanted.toLowerCase(), (name) => [
      name,
      checkName(name).toLowerCase(),
    ])
    return `${wanted}${lower.slice(wanted.length)}`
  }
}

interface OperationPlan {
  readonly names: EntryNames
  /** Names of the validators of components. */
  readonly namedValidators: ReadonlyMap<string, string>
  readonly module: string
  /** Names of the types of the operation. */
  readonly types: PayloadTypes | undefined
}

function planOperation(
  document: Document,
  model: OperationModel,
  { names, namedValidators, module, types }: OperationPlan,
): { readonly entries: readonly ValidatorEntry[]; readonly operation: OperationEntry } {
  const base = { folder: 'operations', module, pointer: model.pointer } as const
  const inputName = names.allocate(`${pascal(model.id)}Input`)
  const input: ValidatorEntry = {
    ...base,
    name: inputName,
    title: inputName,
    type: inputType(model),
    schema: inputSchema(document, model),
  }
  const entries = [input]
  const responses = model.responses.flatMap(({ status, mediaType, schema }) => {
    // Other media types are files.
    if (schema === undefined || mediaType === undefined) return []
    if (!isJson(mediaType) && !isText(mediaType)) return []
    const named = namedValidators.get(schemaName(schema) ?? '')
    if (named) return [{ status, name: named }]
    const name = names.allocate(`${pascal(model.id)}${pascal(status)}`)
    const type = `types.${types?.responses.get(status)}`
    entries.push({ ...base, folder: 'responses', name, title: name, type, schema })
    return [{ status, name }]
  })
  const items = itemsValidator()
  return { entries, operation: { id: model.id, module, input: inputName, responses, items } }

  function itemsValidator(): string | undefined {
    const schema = successResponses(model)[0]?.items?.schema
    if (schema === undefined) return undefined
    const named = namedValidators.get(schemaName(schema) ?? '')
    if (named !== undefined) return named
    const name = names.allocate(`${pascal(model.id)}Item`)
    const type = `types.${types?.items}`
    entries.push({ ...base, folder: 'responses', name, title: name, type, schema })
    return name
  }
}

function inputType({ id, fields }: OperationModel): string {
  const type = `types.${pascal(id)}Input`
  return fields ? `${type} & { fields?: readonly types.${pascal(id)}Field[] }` : type
}
