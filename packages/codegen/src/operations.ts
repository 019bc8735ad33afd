import { descriptor } from './descriptor.ts'
import { type Document, type Parameter, resolve, type Schema, schemaName } from './document.ts'
import { exampleInput } from './example.ts'
import { itemsPath, type OperationModel, type ResponseModel, schemaAt } from './model.ts'
import { key, literal, pascal, quote, tsdoc } from './names.ts'

/** Writes one function per operation, with the types of its input and its outcome. */
export function writeOperations(document: Document, models: readonly OperationModel[], runtime: string): string {
  const parts = models.map((model) => new OperationText(document, model).write())
  const schemas = Object.keys(document.components?.schemas ?? {}).filter((name) => isIdentifier(name))
  const body = parts.join('\n')
  const code = body.replaceAll(/\/\*\*.*?\*\//gs, '')
  const used = schemas.filter((name) => new RegExp(`(?<!')\\b${name}\\b`).test(code))
  const runtimeValues = ['call', 'pagedCall'].filter((name) => body.includes(`return ${name}(`))
  const runtimeTypes = [
    'Call',
    'Caller',
    'CallOptions',
    'Failure',
    'FieldList',
    'Operation',
    'PagedCall',
    'PageOptions',
    'Selected',
    'Success',
    'Undeclared',
    'Unusable',
  ]
  const types = runtimeTypes.filter((name) => new RegExp(`\\b${name}\\b`).test(code))
  const imports = [
    `import { ${[...types.map((name) => `type ${name}`), ...runtimeValues].join(', ')} } from ${quote(runtime)}`,
    used.length > 0 ? `import type { ${used.join(', ')} } from './schemas.gen.ts'` : '',
    /\boperations\[/.test(body) ? `import type { operations } from './types.gen.ts'` : '',
  ]
  return `${imports.filter(Boolean).join('\n')}\n\n${body}`
}

/** Writes the named schemas as types of their own. */
export function writeSchemas(document: Document): string {
  const names = Object.keys(document.components?.schemas ?? {}).filter(isIdentifier)
  const aliases = names.map((name) => {
    const schema = document.components?.schemas?.[name] as Schema
    const beta = provenanceOf(schema)?.status === 'provisional' ? '@beta' : undefined
    return `${tsdoc([schema['description'] as string | undefined, provenanceLine(schema), beta])}export type ${name} = components['schemas'][${quote(name)}]\n`
  })
  return `import type { components } from './types.gen.ts'\n\n${aliases.join('\n')}`
}

const isIdentifier = (name: string) => /^[A-Za-z_$][\w$]*$/.test(name)

type Sourced = { 'x-provenance'?: { status: string; source: string; asOf: string } }

function provenanceOf(node: object): Sourced['x-provenance'] {
  return (node as Sourced)['x-provenance']
}

const surety: Record<string, string> = {
  documented: 'Documented',
  partial: 'Documented in part',
  provisional: 'Provisional: only its name is public, path and shape follow its siblings',
}

/** How sure the contract is of a node, in words. */
export function provenanceLine(node: object): string | undefined {
  const from = provenanceOf(node)
  return from && `${surety[from.status] ?? from.status}, as of ${from.asOf} (${from.source}).`
}

class OperationText {
  readonly #document: Document
  readonly #model: OperationModel
  readonly #name: string

  constructor(document: Document, model: OperationModel) {
    this.#document = document
    this.#model = model
    this.#name = pascal(model.id)
  }

  write(): string {
    const { id, fields, openFields } = this.#model
    const names = fields
      ? `/** Names of the fields that {@link ${id}} can be asked for. */\nexport const ${id}Fields = [${fields.map(quote).join(', ')}] as const\n\n/** A field that {@link ${id}} can be asked for. */\nexport type ${this.#name}Field = (typeof ${id}Fields)[number]${openFields ? ' | (string & {})' : ''}\n\n`
      : ''
    return `${names}const ${id}Operation = ${descriptor(this.#model)} as const satisfies Operation\n\n${this.#input()}\n${this.#outcome()}\n${this.#function()}`
  }

  #type(path: string): string {
    return `operations[${quote(this.#model.id)}]${path}`
  }

  #inputs(): Parameter[] {
    const hidden = new Set(this.#model.source['x-fields']?.style === 'body' ? [] : this.#model.source['x-fields']?.params)
    return this.#model.parameters.filter(({ name }) => !hidden.has(name))
  }

  #input(): string {
    const { body, id } = this.#model
    const members = this.#inputs().map((parameter) => this.#member(parameter))
    if (body) {
      const whole = `${body.required ? this.#type(`['requestBody']`) : `NonNullable<${this.#type(`['requestBody']`)}>`}['content'][${quote(body.mediaType)}]`
      const { 'x-fields': choice } = this.#model.source
      const type = choice?.style === 'body' ? `Omit<${whole}, ${choice.params.map(quote).join(' | ')}>` : whole
      members.push(`${tsdoc([body.description ?? 'The request body.'], '  ')}  body${body.required ? '' : '?'}: ${type}\n`)
    }
    return `/** Input of {@link ${id}}. */\nexport interface ${this.#name}Input {\n${members.join('')}}\n`
  }

  #member(parameter: Parameter): string {
    const place = `['parameters']`
    const group = this.#type(`${place}[${quote(parameter.in)}]`)
    const required = parameter.required === true
    const type = `${required ? group : `NonNullable<${group}>`}[${quote(parameter.name)}]`
    const schema = parameter.schema && resolve<Schema>(this.#document, parameter.schema)
    const bounds = schema && boundsLine(schema)
    const deprecated = parameter.deprecated ? '@deprecated' : undefined
    const text = tsdoc([[parameter.description?.trim(), bounds].filter(Boolean).join(' '), deprecated], '  ')
    return `${text}  ${key(parameter.name)}${required ? '' : '?'}: ${type}\n`
  }

  // The type at a dotted path into a response's body, by name where it has one.
  #at(response: ResponseModel, path: string): string {
    const schema = schemaAt(this.#document, response.schema, path)
    const named = schema && this.#named(schema)
    if (named && !this.#optional(response.schema, path)) return named
    const names = path === '' ? [] : path.split('.')
    if (path !== '' && !schema) return 'unknown'
    const content = this.#type(`['responses'][${statusKey(response.status)}]['content'][${quote(response.mediaType ?? '')}]`)
    return names.reduce((type, name) => `NonNullable<${type}>[${quote(name)}]`, content)
  }

  #named(schema: Schema): string | undefined {
    const name = schemaName(schema)
    if (name) return isIdentifier(name) ? name : `components['schemas'][${quote(name)}]`
    const items = schema['type'] === 'array' ? schemaName(schema['items'] as Schema | undefined) : undefined
    return items && isIdentifier(items) ? `${items}[]` : undefined
  }

  #optional(schema: Schema | undefined, path: string): boolean {
    const names = path === '' ? [] : path.split('.')
    let current = schema && resolve<Schema>(this.#document, schema)
    for (const name of names) {
      if (!((current?.['required'] as string[] | undefined) ?? []).includes(name)) return true
      const next = (current?.['properties'] as Record<string, Schema> | undefined)?.[name]
      current = next && resolve<Schema>(this.#document, next)
    }
    return false
  }

  #payload(response: ResponseModel): string {
    if (!response.mediaType || !response.schema) return response.mediaType ? payloadOf(response.mediaType) : 'undefined'
    return this.#at(response, this.#model.envelope?.data ?? '')
  }

  #successes(): ResponseModel[] {
    return this.#model.responses.filter(({ status }) => /^2\d\d$/.test(status))
  }

  #outcome(): string {
    const successes = this.#successes()
    const exact = this.#model.responses.filter(({ status }) => /^\d{3}$/.test(status))
    const failures = exact.filter(({ status }) => !status.startsWith('2'))
    const meta = this.#model.envelope?.meta
    const lines = successes.map((response, index) => {
      const data = index === 0 ? 'Data' : this.#payload(response)
      const extra = meta && schemaAt(this.#document, response.schema, meta) ? `, ${this.#at(response, meta)}` : ''
      return `  | Success<${response.status}, ${data}${extra}>`
    })
    if (successes.length === 0) lines.push('  | Success<number, Data>')
    const usable = successes.map(({ status }) => status).join(' | ') || 'number'
    lines.push(`  | Unusable<${usable}>`)
    for (const response of failures) {
      const body = response.schema && response.mediaType && /json/.test(response.mediaType) ? this.#at(response, '') : 'unknown'
      lines.push(`  | Failure<${response.status}, ${body}>`)
    }
    lines.push(`  | Undeclared<${exact.map(({ status }) => status).join(' | ') || 'never'}>`)
    const first = successes[0]
    const data = first ? this.#payload(first) : 'unknown'
    return `/** What awaiting {@link ${this.#model.id}} gives; \`ok\` and \`status\` tell which. */\nexport type ${this.#name}Outcome<Data = ${data}> =\n${lines.join('\n')}\n`
  }

  #function(): string {
    const { id, fields, source } = this.#model
    const paged = source['x-pagination'] !== undefined
    const [first] = this.#successes()
    const whole = first ? this.#payload(first) : 'unknown'
    const data = fields ? this.#selected(whole) : whole
    const outcome = fields ? `${this.#name}Outcome<${data}>` : `${this.#name}Outcome`
    const item = paged ? `, ${this.#item(first, data)}` : ''
    const inputType = fields ? `${this.#name}Input & { fields?: FieldList<F, ${this.#name}Field> }` : `${this.#name}Input`
    const required = this.#inputs().some((parameter) => parameter.required) || this.#model.body?.required
    const input = required ? `input: ${inputType}` : `input?: ${inputType}`
    const [kind, options] = paged ? ['PagedCall', 'PageOptions'] : ['Call', 'CallOptions']
    const generic = fields ? '<const F extends readonly string[] = never>' : ''
    const make = paged ? 'pagedCall' : 'call'
    const type = `<${outcome}, ${data}${item}>`
    return `${this.#doc()}export function ${id}${generic}(\n  client: Caller,\n  ${input},\n  options?: ${options},\n): ${kind}${type} {\n  return ${make}(client, ${id}Operation, input, options)\n}\n`
  }

  // Field selection reaches the items of a list, else the payload itself.
  #selected(whole: string): string {
    return whole.endsWith('[]') ? `Selected<${whole.slice(0, -2)}, F>[]` : `Selected<${whole}, F>`
  }

  #item(first: ResponseModel | undefined, data: string): string {
    const path = itemsPath(this.#model)
    if (path === (this.#model.envelope?.data ?? '') && data.endsWith('[]')) return data.slice(0, -2)
    const list = first ? this.#at(first, path) : 'unknown'
    return list.endsWith('[]') ? list.slice(0, -2) : list === 'unknown' ? 'unknown' : `NonNullable<${list}>[number]`
  }

  #doc(): string {
    const { source } = this.#model
    const remarks = [
      source.summary && `${source.summary.replace(/\.$/, '')}.`,
      source.description,
      provenanceLine(source),
      source['x-permission'] && `Permission: ${source['x-permission']}.`,
      `\`${this.#model.method} ${this.#model.path}\``,
      `@example\n\`\`\`ts\n${this.#example()}\n\`\`\``,
      provenanceOf(source)?.status === 'provisional' ? '@beta' : undefined,
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

const statusKey = (status: string) => (/^\d+$/.test(status) ? status : quote(status))

function payloadOf(mediaType: string): string {
  return mediaType.startsWith('text/') ? 'string' : 'Blob'
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
  return bounds.length > 0 ? `(${bounds.map(([keyword, words]) => `${words} ${literal(schema[keyword])}`).join(', ')})` : ''
}
