import { declaredNames, reservedNames, schemaNames } from '../../model/naming.ts'
import {
  bodyChoices,
  itemsPath,
  type OperationModel,
  type ResponseModel,
  successResponses,
} from '../../model/operation.ts'
import { schemaAt } from '../../model/schema-at.ts'
import type { StreamItems } from '../../model/stream-items.ts'
import { type Document, resolve, type Schema, schemaName } from '../../openapi/document.ts'
import { hasStructure } from '../../openapi/has-structure.ts'
import { identifier, NameAllocator, pascal } from '../../openapi/identifiers.ts'
import { isForm, isJson } from '../../openapi/media-type.ts'

/** A type that is declared beside a function, for a schema without a name in the contract. */
export interface PayloadType {
  readonly name: string
  readonly schema: Schema
  /** What the type describes, as a sentence. */
  readonly comment: string
}

/** The types that are declared for the schemas of one operation. */
export interface PayloadTypes {
  readonly declared: readonly PayloadType[]
  /** Names of the declared types by their schemas. */
  readonly names: ReadonlyMap<unknown, string>
  /**
   * Names of the types of whole response bodies by status, where the schema has no name in the
   * contract.
   */
  readonly responses: ReadonlyMap<string, string>
  /** Name of the type of the items of a stream, where their schema has no name in the contract. */
  readonly items: string | undefined
  /** Names of the types of the input by the media type of the body, where it has a choice. */
  readonly inputs: ReadonlyMap<string, string>
  /** Name of the type of the response headers, if responses declare any. */
  readonly headers: string | undefined
  /** Schema of the request body that the caller passes. */
  readonly body: Schema | undefined
}

/** Returns the types to declare for the schemas of each operation, by the ids of the operations. */
export function payloadTypes(
  document: Document,
  models: readonly OperationModel[],
): ReadonlyMap<string, PayloadTypes> {
  const allocator = new NameAllocator([
    ...reservedNames,
    ...models.flatMap(({ id }) => declaredNames(id)),
    ...schemaNames(document).values(),
  ])
  return new Map(
    models.map((model) => [model.id, new PayloadCollector(document, model, allocator).collect()]),
  )
}

class PayloadCollector {
  readonly #document: Document
  readonly #model: OperationModel
  readonly #allocator: NameAllocator
  readonly #declared: PayloadType[] = []
  readonly #names = new Map<unknown, string>()
  readonly #responses = new Map<string, string>()
  #items: string | undefined

  constructor(document: Document, model: OperationModel, allocator: NameAllocator) {
    this.#document = document
    this.#model = model
    this.#allocator = allocator
  }

  collect(): PayloadTypes {
    const body = this.#body()
    for (const response of this.#model.responses) this.#response(response)
    return {
      declared: this.#declared,
      names: this.#names,
      responses: this.#responses,
      items: this.#items,
      inputs: this.#inputs(),
      headers: this.#headers(),
      body,
    }
  }

  #headers(): string | undefined {
    const { id, headers } = this.#model
    return headers.length > 0 ? this.#allocator.allocate(`${pascal(id)}Headers`) : undefined
  }

  #inputs(): ReadonlyMap<string, string> {
    const choices = bodyChoices(this.#model)
    const prefix = `${pascal(this.#model.id)}Input`
    const names = choices.slice(choices.length > 1 ? 0 : 1).map(({ mediaType }) => {
      const subtype = pascal(identifier(mediaType.replace(/^.*\/|;.*$/g, '')))
      return [mediaType, this.#allocator.allocate(`${prefix}${subtype}`)] as const
    })
    return new Map(names)
  }

  // The runtime adds the property of the selected fields, so the caller's body does not have it.
  #body(): Schema | undefined {
    const { id, body, operationObject } = this.#model
    const fields = operationObject['x-fields']
    const schema = body?.media.schema
    if (!body || !schema || !(isJson(body.mediaType) || isForm(body.mediaType))) return schema
    const callerSchema =
      fields?.style === 'body' ? this.#withoutProperties(schema, fields.params) : schema
    this.#declare(callerSchema, `${pascal(id)}Body`, `Request body of {@link ${id}}.`)
    return callerSchema
  }

  #withoutProperties(node: Schema, names: readonly string[]): Schema {
    const schema = resolve<Schema>(this.#document, node)
    const properties = Object.entries((schema['properties'] ?? {}) as Record<string, Schema>)
    const required = ((schema['required'] ?? []) as string[]).filter(
      (name) => !names.includes(name),
    )
    const left = Object.fromEntries(properties.filter(([name]) => !names.includes(name)))
    return { ...schema, properties: left, required }
  }

  #response(response: ResponseModel): void {
    const { id, envelope } = this.#model
    const { status, schema, mediaType, items } = response
    if (items && response === successResponses(this.#model)[0]) this.#streamItem(items)
    if (!schema || mediaType === undefined) return
    const successes = successResponses(this.#model)
    const isSuccess = successes.includes(response)
    const prefix = response === successes[0] ? pascal(id) : `${pascal(id)}${pascal(status)}`
    if (isJson(mediaType) && isSuccess) {
      this.#payload(prefix, schema, envelope?.data ?? '')
      this.#declareAt(schema, envelope?.meta, `${prefix}Meta`, `Metadata of {@link ${id}}.`)
    } else if (isJson(mediaType)) {
      const comment = `Body of a ${status} response of {@link ${id}}.`
      this.#declare(schema, `${prefix}Error`, comment)
    }
    if (schemaName(schema) !== undefined) return
    const declared = this.#names.get(schema)
    const wanted = `${prefix}${isSuccess ? 'Response' : 'Error'}`
    const comment = `Body of a ${status} response of {@link ${id}}.`
    this.#responses.set(status, declared ?? this.#add(schema, wanted, comment))
  }

  #streamItem({ schema }: StreamItems): void {
    const { id } = this.#model
    const [name, comment] = [`${pascal(id)}Item`, `An item of the stream of {@link ${id}}.`]
    this.#declare(schema, name, comment)
    // The validator of the items needs a name, also where the function has none.
    if (schemaName(schema) !== undefined) return
    this.#items = this.#names.get(schema) ?? this.#add(schema, name, comment)
  }

  #payload(prefix: string, schema: Schema, path: string): void {
    const { id } = this.#model
    const [comment, itemComment] = [`Payload of {@link ${id}}.`, `An item of {@link ${id}}.`]
    const items = schemaAt(this.#document, schema, itemsPath(this.#model))
    this.#declareItems(items, `${prefix}Item`, itemComment)
    const data = schemaAt(this.#document, schema, path)
    this.#declareItems(data, `${prefix}Item`, itemComment)
    if (data) this.#declareAlways(data, `${prefix}Data`, comment)
  }

  // A payload that the contract does not describe has a name, too, and keeps it when it is
  // described later.
  #declareAlways(schema: Schema, name: string, comment: string): void {
    const hasName = schema.$ref !== undefined || this.#names.has(schema)
    if (hasName || schema['type'] === 'array') this.#declare(schema, name, comment)
    else this.#names.set(schema, this.#add(schema, name, comment))
  }

  #declareAt(schema: Schema, path: string | undefined, name: string, comment: string): void {
    if (path !== undefined) this.#declare(schemaAt(this.#document, schema, path), name, comment)
  }

  #declareItems(schema: Schema | undefined, name: string, comment: string): void {
    if (schema?.['type'] === 'array') this.#declare(schema['items'] as Schema, name, comment)
  }

  #declare(schema: Schema | undefined, name: string, comment: string): void {
    if (!hasStructure(schema) || this.#names.has(schema)) return
    if (schema['type'] === 'array')
      this.#declareItems(schema, `${name}Item`, `${comment.slice(0, -1)}, one item.`)
    else this.#names.set(schema, this.#add(schema, name, comment))
  }

  #add(schema: Schema, wanted: string, comment: string): string {
    const name = this.#allocator.allocate(wanted)
    this.#declared.push({ name, schema, comment })
    return name
  }
}
