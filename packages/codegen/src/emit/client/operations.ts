import type { Credentials } from '../../model/credentials.ts'
import {
  inputParameters,
  itemsPath,
  type ResponseModel,
  successResponses,
} from '../../model/operation.ts'
import { pascal } from '../../openapi/identifiers.ts'
import { isProvisional, provenanceLine } from '../../openapi/provenance.ts'
import type { FileOutput, OutputContext } from '../output.ts'
import { literal, quote, sentence, tsdoc } from '../print.ts'
import { callKind } from './call-kind.ts'
import { writeDescriptor } from './descriptor.ts'
import { exampleInput } from './example-input.ts'
import { writeInputType } from './input-type.ts'
import { OperationImports } from './operation-imports.ts'
import { bodyTypeAt, type EmitContext, payloadType } from './response-type.ts'
import { writeResultType } from './result-type.ts'

/** One function per operation. */
export const operations = {
  name: 'operations',
  step: 'operations',
  files: {
    repository: 'packages/core/src/generated/operations.gen.ts',
    folder: 'operations.gen.ts',
  },
  emit: (context) => writeOperations(context),
} as const satisfies FileOutput

/** Writes one function per operation, with the types of its input and its result. */
export function writeOperations({
  document,
  operations: models,
  credentials,
  layout,
}: Pick<OutputContext, 'document' | 'operations' | 'credentials' | 'layout'>): string {
  if (models.length === 0) return 'export {}\n'
  const imports = new OperationImports(document, models, layout.runtime)
  const texts = models.map((model) =>
    new OperationEmitter({ document, model, imports }, credentials).emit(),
  )
  return `${imports.print()}\n${texts.join('\n')}`
}

class OperationEmitter {
  readonly #context: EmitContext
  readonly #credentials: Credentials
  readonly #typePrefix: string

  constructor(context: EmitContext, credentials: Credentials) {
    this.#context = context
    this.#credentials = credentials
    this.#typePrefix = pascal(context.model.id)
  }

  emit(): string {
    const { model, imports } = this.#context
    const descriptor = writeDescriptor(this.#context, this.#credentials)
    const parts = [
      `const ${model.id}Operation = ${descriptor} as const satisfies ${imports.runtime.type('Operation')}\n`,
      writeInputType(this.#context),
      writeResultType(this.#context),
      this.#function(),
    ]
    return [...this.#fields(), ...parts].join('\n')
  }

  #fields(): string[] {
    const { id, fields, openFields } = this.#context.model
    if (!fields) return []
    const otherNames = openFields ? ' | (string & {})' : ''
    return [
      `/** Fields that {@link ${id}} can return. */\nexport const ${id}Fields = [${fields.map(quote).join(', ')}] as const\n`,
      `/** A field that {@link ${id}} can return. */\nexport type ${this.#typePrefix}Field = (typeof ${id}Fields)[number]${otherNames}\n`,
    ]
  }

  #function(): string {
    const { model, imports } = this.#context
    const { runtime } = imports
    const kind = callKind(model)
    const [success] = successResponses(model)
    const payload = success ? payloadType(this.#context, success) : 'unknown'
    const data = model.fields ? this.#selected(payload) : payload
    const result = `${this.#typePrefix}Result${model.fields ? `<${data}>` : ''}`
    const itemType = kind.type === 'PagedCall' ? this.#item(success, data) : kind.item
    const item = itemType ? `, ${itemType}` : ''
    const typeParameters = model.fields ? '<const F extends readonly string[] = never>' : ''
    const callType = runtime.type(kind.type)
    const optionsType = runtime.type(kind.options)
    const call = runtime.value(kind.call)
    return `${this.#doc()}export function ${model.id}${typeParameters}(
  client: ${runtime.type('Client')},
  ${this.#inputParameter()},
  options?: ${optionsType},
): ${callType}<${result}, ${data}${item}> {
  return ${call}(client, ${model.id}Operation, input, options)
}
`
  }

  #inputParameter(): string {
    const { model, imports } = this.#context
    const isRequired =
      model.body?.required || inputParameters(model).some((parameter) => parameter.required)
    const fields = model.fields
      ? ` & { fields?: ${imports.runtime.type('FieldList')}<F, ${this.#typePrefix}Field> }`
      : ''
    return `input${isRequired ? '' : '?'}: ${this.#typePrefix}Input${fields}`
  }

  // Field selection applies to the items of an array, else to the payload itself.
  #selected(payload: string): string {
    const selected = this.#context.imports.runtime.type('Selected')
    return payload.endsWith('[]')
      ? `${selected}<${payload.slice(0, -2)}, F>[]`
      : `${selected}<${payload}, F>`
  }

  #item(success: ResponseModel | undefined, data: string): string {
    const { model } = this.#context
    const path = itemsPath(model)
    if (path === (model.envelope?.data ?? '') && data.endsWith('[]')) return data.slice(0, -2)
    const items = success ? bodyTypeAt(this.#context, success, path) : 'unknown'
    if (items === 'unknown') return 'unknown'
    return items.endsWith('[]') ? items.slice(0, -2) : `NonNullable<${items}>[number]`
  }

  #doc(): string {
    const { method, path, operationObject } = this.#context.model
    const permission = operationObject['x-permission']
    return tsdoc([
      sentence(operationObject.summary),
      operationObject.description,
      provenanceLine(operationObject, 'operation'),
      permission && `Permission: ${permission}.`,
      `\`${method} ${path}\``,
      `@example\n\`\`\`ts\n${this.#example()}\n\`\`\``,
      isProvisional(operationObject) ? '@beta' : undefined,
      operationObject.deprecated ? '@deprecated' : undefined,
    ])
  }

  #example(): string {
    const { document, model } = this.#context
    const input = exampleInput(document, model)
    const args = Object.keys(input).length > 0 ? `, ${literal(input)}` : ''
    return `const result = await ${model.id}(client${args})
if (result.ok) console.log(result.data)
else console.error(result.status, result.message)`
  }
}
