import { plainSchemaNames, runtimeFunctions } from '../../model/naming.ts'
import { itemsPath, type OperationModel, type ResponseModel } from '../../model/operation.ts'
import { type Document, type Parameter, resolve, type Schema } from '../../openapi/document.ts'
import { pascal } from '../../openapi/identifiers.ts'
import { isForm, isJson, isText } from '../../openapi/media-type.ts'
import { isProvisional, provenanceLine } from '../../openapi/provenance.ts'
import { key, literal, quote, tsdoc } from '../print.ts'
import type { CredentialModel } from './credentials.ts'
import { descriptor } from './descriptor.ts'
import { exampleInput } from './example-input.ts'
import { type EmitContext, payloadType, successes, typeAt } from './response-type.ts'
import { writeResultType } from './result-type.ts'

const runtimeTypes = [
  ...[
    'Call',
    'Client',
    'CallOptions',
    'ErrorStatus',
    'Failure',
    'FieldList',
    'Operation',
    'PagedCall',
    'PageOptions',
  ],
  ...['Selected', 'Success', 'UndeclaredStatus', 'InvalidResponse'],
]

/** Writes one function per operation, with the types of its input and its outcome. */
export function writeOperations(
  document: Document,
  models: readonly OperationModel[],
  credentials: ReadonlyMap<string, CredentialModel>,
  runtime: string,
): string {
  const schemas = plainSchemaNames(
    document,
    models.map(({ id }) => id),
  )
  const named = new Set<string>()
  const exported = (schema: string) => {
    const name = schemas.get(schema)
    if (name) named.add(name)
    return name
  }
  const body = models
    .map((model) => new OperationEmitter({ document, model, exported }, credentials).write())
    .join('\n')
  // Words of the code alone: comments and texts name much that is not used.
  const code = body.replaceAll(/\/\*\*.*?\*\//gs, '').replaceAll(/'(?:[^'\\\n]|\\.)*'/g, '')
  const words = new Set(code.match(/[\p{ID_Continue}$]+/gu))
  const used = [...schemas.values()].filter((name) => named.has(name) && words.has(name))
  // A member of a descriptor or of an input may have the name of a function, but not be one.
  const runtimeValues = runtimeFunctions.filter((name) =>
    new RegExp(`(?:return|:|@__PURE__ \\*/) ${name}\\b(?!\\s*:)`).test(code),
  )
  const types = runtimeTypes.filter((name) => words.has(name))
  const own = ['components', 'operations', 'paths'].filter((name) => words.has(name))
  const imports = [
    `import { ${[...types.map((name) => `type ${name}`), ...runtimeValues].join(', ')} } from ${quote(runtime)}`,
    /\bcredentials\.\w/.test(code) ? "import * as credentials from './credentials.gen.ts'" : '',
    used.length > 0 ? `import type { ${used.join(', ')} } from './schemas.gen.ts'` : '',
    own.length > 0 ? `import type { ${own.join(', ')} } from './types.gen.ts'` : '',
  ]
  return models.length > 0 ? `${imports.filter(Boolean).join('\n')}\n\n${body}` : 'export {}\n'
}

class OperationEmitter {
  readonly #subject: EmitContext
  readonly #document: Document
  readonly #model: OperationModel
  readonly #name: string
  readonly #credentials: ReadonlyMap<string, CredentialModel>

  constructor(subject: EmitContext, credentials: ReadonlyMap<string, CredentialModel>) {
    this.#credentials = credentials
    this.#subject = subject
    this.#document = subject.document
    this.#model = subject.model
    this.#name = pascal(subject.model.id)
  }

  write(): string {
    const { id, fields, openFields } = this.#model
    const names = fields
      ? `/** Names of the fields that {@link ${id}} can be asked for. */\nexport const ${id}Fields = [${fields.map(quote).join(', ')}] as const\n\n/** A field that {@link ${id}} can be asked for. */\nexport type ${this.#name}Field = (typeof ${id}Fields)[number]${openFields ? ' | (string & {})' : ''}\n\n`
      : ''
    return `${names}const ${id}Operation = ${descriptor(this.#document, this.#model, this.#credentials)} as const satisfies Operation\n\n${this.#input()}\n${writeResultType(this.#subject)}\n${this.#function()}`
  }

  #type(path: string): string {
    return `${this.#model.type}${path}`
  }

  #inputs(): Parameter[] {
    const hidden = new Set(
      this.#model.operationObject['x-fields']?.style === 'body'
        ? []
        : this.#model.operationObject['x-fields']?.params,
    )
    return this.#model.parameters.filter(({ name }) => !hidden.has(name))
  }

  #input(): string {
    const { body, id } = this.#model
    const members = this.#inputs().map((parameter) => this.#member(parameter))
    if (body) {
      const whole = this.#bodyType(body)
      const { 'x-fields': choice } = this.#model.operationObject
      const type =
        choice?.style === 'body' ? `Omit<${whole}, ${choice.params.map(quote).join(' | ')}>` : whole
      members.push(
        `${tsdoc([body.description ?? 'The request body.'], '  ')}  body${body.required ? '' : '?'}: ${type}\n`,
      )
    }
    // An interface without members would take any object.
    if (members.length === 0 && !this.#model.fields)
      members.push('  readonly [name: string]: never\n')
    return `/** Input of {@link ${id}}. */\nexport interface ${this.#name}Input {\n${members.join('')}}\n`
  }

  // Only JSON and forms are written from what their schema describes.
  #bodyType({ mediaType, media, required }: NonNullable<OperationModel['body']>): string {
    if (!isJson(mediaType) && !isForm(mediaType)) return isText(mediaType) ? 'string' : 'Blob'
    if (isForm(mediaType) && !media.schema)
      return mediaType.startsWith('multipart/') ? 'FormData' : 'URLSearchParams'
    const type = this.#type(`['requestBody']`)
    return `${required ? type : `NonNullable<${type}>`}['content'][${quote(mediaType)}]`
  }

  #member(parameter: Parameter): string {
    const place = `['parameters']`
    const group = this.#type(`${place}[${quote(parameter.in)}]`)
    const required = parameter.required === true
    const type = `${required ? group : `NonNullable<${group}>`}[${quote(parameter.name)}]`
    const schema = parameter.schema && resolve<Schema>(this.#document, parameter.schema)
    const bounds = schema && boundsLine(schema)
    const deprecated = parameter.deprecated ? '@deprecated' : undefined
    const text = tsdoc(
      [[parameter.description?.trim(), bounds].filter(Boolean).join(' '), deprecated],
      '  ',
    )
    return `${text}  ${key(parameter.name)}${required ? '' : '?'}: ${type}\n`
  }

  #function(): string {
    const { id, fields, operationObject: source } = this.#model
    const paged = source['x-pagination'] !== undefined
    const [first] = successes(this.#model)
    const whole = first ? payloadType(this.#subject, first) : 'unknown'
    const data = fields ? this.#selected(whole) : whole
    const outcome = fields ? `${this.#name}Result<${data}>` : `${this.#name}Result`
    const item = paged ? `, ${this.#item(first, data)}` : ''
    const inputType = fields
      ? `${this.#name}Input & { fields?: FieldList<F, ${this.#name}Field> }`
      : `${this.#name}Input`
    const required =
      this.#inputs().some((parameter) => parameter.required) || this.#model.body?.required
    const input = required ? `input: ${inputType}` : `input?: ${inputType}`
    const [kind, options] = paged ? ['PagedCall', 'PageOptions'] : ['Call', 'CallOptions']
    const generic = fields ? '<const F extends readonly string[] = never>' : ''
    const make = paged ? 'pagedCall' : 'call'
    const type = `<${outcome}, ${data}${item}>`
    return `${this.#doc()}export function ${id}${generic}(\n  client: Client,\n  ${input},\n  options?: ${options},\n): ${kind}${type} {\n  return ${make}(client, ${id}Operation, input, options)\n}\n`
  }

  // Field selection reaches the items of a list, else the payload itself.
  #selected(whole: string): string {
    return whole.endsWith('[]') ? `Selected<${whole.slice(0, -2)}, F>[]` : `Selected<${whole}, F>`
  }

  #item(first: ResponseModel | undefined, data: string): string {
    const path = itemsPath(this.#model)
    if (path === (this.#model.envelope?.data ?? '') && data.endsWith('[]')) return data.slice(0, -2)
    const list = first ? typeAt(this.#subject, first, path) : 'unknown'
    return list.endsWith('[]')
      ? list.slice(0, -2)
      : list === 'unknown'
        ? 'unknown'
        : `NonNullable<${list}>[number]`
  }

  #doc(): string {
    const { operationObject: source } = this.#model
    const remarks = [
      source.summary && `${source.summary.replace(/\.$/, '')}.`,
      source.description,
      provenanceLine(source),
      source['x-permission'] && `Permission: ${source['x-permission']}.`,
      `\`${this.#model.method} ${this.#model.path}\``,
      `@example\n\`\`\`ts\n${this.#example()}\n\`\`\``,
      isProvisional(source) ? '@beta' : undefined,
      source.deprecated ? '@deprecated' : undefined,
    ]
    return tsdoc(remarks)
  }

  #example(): string {
    const input = exampleInput(this.#document, this.#model)
    const args = Object.keys(input).length > 0 ? `, ${literal(input)}` : ''
    return `const result = await ${this.#model.id}(client${args})\nif (result.ok) console.log(result.data)\nelse console.error(result.status, result.message)`
  }
}

const boundWords: Record<string, string> = {
  minimum: 'at least',
  maximum: 'at most',
  minLength: 'shortest length',
  maxLength: 'longest length',
  maxItems: 'most items',
  default: 'default',
}

function boundsLine(schema: Schema): string {
  const bounds = Object.entries(boundWords).filter(([keyword]) => schema[keyword] !== undefined)
  return bounds.length > 0
    ? `(${bounds.map(([keyword, words]) => `${words} ${literal(schema[keyword])}`).join(', ')})`
    : ''
}
