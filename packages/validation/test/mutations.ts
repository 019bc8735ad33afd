import type { Document, OperationModel, Parameter } from '@repo/codegen'
import { contractAjv, exampleOf, resolve, type Schema } from '@repo/codegen'
import addFormats from 'ajv-formats'

/** A request that differs from a legal one in a single place. */
export interface Mutation {
  /** What was changed, for the name of the test. */
  readonly what: string
  readonly url: string
  readonly headers: Headers
  /** The body as it goes out; undefined for none. */
  readonly body: string | FormData | undefined
}

/** The legal request that mutations start from. */
export interface LegalRequest {
  readonly url: string
  readonly headers: Headers
  /** A decoded JSON body, or the parts of a form. */
  readonly body: unknown
}

// Values that break one rule each; which of them a schema really refuses, Ajv decides.
function wrongValues(schema: Schema): [string, unknown][] {
  const { minimum, maximum, minLength, maxLength, maxItems } = schema as Record<
    string,
    number | undefined
  >
  const wrong: [string, unknown][] = [
    ['wrong type (object)', { unexpected: {} }],
    ['wrong type (number)', -7.25],
    ['wrong type (text)', '~not a legal value~'],
    ['empty text', ''],
  ]
  if (minimum !== undefined) wrong.push(['below the minimum', minimum - 1])
  if (maximum !== undefined) wrong.push(['above the maximum', maximum + 1])
  if (minLength !== undefined && minLength > 0) wrong.push(['too short', 'x'.repeat(minLength - 1)])
  if (maxLength !== undefined) wrong.push(['too long', 'x'.repeat(maxLength + 1)])
  if (maxItems !== undefined) wrong.push(['too many items', Array(maxItems + 1).fill(null)])
  return wrong
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Every single mutation of an operation's legal request that its contract forbids. */
export function mutationsOf(
  document: Document,
  model: OperationModel,
  legal: LegalRequest,
): Mutation[] {
  const ajv = addFormats.default(contractAjv(document))
  ajv.addSchema({ $id: 'contract', ...document } as object)
  const refuses = (schema: Schema, value: unknown) => {
    const rebased = JSON.parse(
      JSON.stringify(schema).replaceAll('"#/components/', '"contract#/components/'),
    ) as Schema
    return !ajv.validate(rebased, value)
  }
  return [
    ...inParameters(document, model, legal, refuses),
    ...inBody(document, model, legal, refuses),
  ]
}

type Refuses = (schema: Schema, value: unknown) => boolean

// What a text from a URL means to its schema: Prism reads numbers and booleans where the schema wants them.
function read(schema: Schema, text: string): unknown {
  const types = [schema['type']].flat()
  if (
    (types.includes('integer') || types.includes('number')) &&
    text !== '' &&
    Number.isFinite(Number(text))
  )
    return Number(text)
  if (types.includes('boolean') && (text === 'true' || text === 'false')) return text === 'true'
  return text
}

function inParameters(
  document: Document,
  model: OperationModel,
  legal: LegalRequest,
  refuses: Refuses,
): Mutation[] {
  return model.parameters.flatMap((parameter) => {
    const schema = parameter.schema && resolve<Schema>(document, parameter.schema)
    if (!schema || parameter.in === 'cookie') return []
    const mutations: Mutation[] = []
    if (parameter.in !== 'path' && parameter.required)
      mutations.push(withParameter(model, legal, parameter, undefined, 'dropped'))
    for (const [what, value] of wrongValues(schema)) {
      if (
        (typeof value !== 'string' && typeof value !== 'number') ||
        value === '' ||
        schema['type'] === 'array'
      )
        continue
      if (refuses(schema, read(schema, String(value))))
        mutations.push(withParameter(model, legal, parameter, String(value), what))
    }
    return mutations
  })
}

function withParameter(
  model: OperationModel,
  legal: LegalRequest,
  { name, in: place }: Parameter,
  value: string | undefined,
  what: string,
): Mutation {
  const url = new URL(legal.url)
  const headers = new Headers(legal.headers)
  if (place === 'path') {
    const segments = url.pathname.split('/')
    segments[model.path.split('/').indexOf(`{${name}}`)] = encodeURIComponent(value ?? '')
    url.pathname = segments.join('/')
  } else if (place === 'header') {
    if (value === undefined) headers.delete(name)
    else headers.set(name, value)
  } else if (value === undefined) url.searchParams.delete(name)
  else url.searchParams.set(name, value)
  return { what: `${name}: ${what}`, url: url.href, headers, body: written(legal.body) }
}

function written(body: unknown): Mutation['body'] {
  if (body === undefined || body instanceof FormData) return body
  return JSON.stringify(body)
}

function inBody(
  document: Document,
  model: OperationModel,
  legal: LegalRequest,
  refuses: Refuses,
): Mutation[] {
  const media = model.body?.media
  if (!media?.schema) return []
  const { url, headers } = legal
  if (legal.body instanceof FormData) {
    const required =
      (resolve<Schema>(document, media.schema)['required'] as string[] | undefined) ?? []
    const whole = legal.body
    return required.map((name) => {
      const body = new FormData()
      for (const [part, value] of whole) if (part !== name) body.append(part, value)
      return { what: `part ${name} dropped`, url, headers, body }
    })
  }
  const whole = media.schema
  const example = exampleOf(document, media)
  const mutations: Mutation[] = []
  const propose = (what: string, body: unknown) => {
    if (refuses(whole, body))
      mutations.push({ what: `body ${what}`, url, headers, body: JSON.stringify(body) })
  }
  visit(document, whole, example, [], propose, example)
  return mutations
}

type Path = readonly (string | number)[]

function replaced(root: unknown, path: Path, value: unknown): unknown {
  const [name, ...rest] = path
  if (name === undefined) return value
  if (Array.isArray(root))
    return root.map((item, index) => (index === name ? replaced(item, rest, value) : item))
  const { [name]: member, ...others } = root as Record<string | number, unknown>
  const next = replaced(member, rest, value)
  return next === undefined ? others : { ...others, [name]: next }
}

// Walks an example beside its schema, and proposes every change of one member.
function visit(
  document: Document,
  given: Schema,
  value: unknown,
  path: Path,
  propose: (what: string, body: unknown) => void,
  root: unknown,
): void {
  const schema = resolve<Schema>(document, given)
  const at = path.length > 0 ? path.join('.') : 'as a whole'
  for (const [what, wrong] of wrongValues(schema))
    propose(`${at}: ${what}`, replaced(root, path, wrong))
  if (Array.isArray(value) && value.length > 0 && schema['items']) {
    visit(document, schema['items'] as Schema, value[0], [...path, 0], propose, root)
  }
  if (!isRecord(value)) return
  for (const [name, property] of Object.entries(
    (schema['properties'] ?? {}) as Record<string, Schema>,
  )) {
    const has = Object.hasOwn(value, name)
    if (has)
      propose(`${[...path, name].join('.')} dropped`, replaced(root, [...path, name], undefined))
    if (has) visit(document, property, value[name], [...path, name], propose, root)
    else
      for (const [what, wrong] of wrongValues(resolve<Schema>(document, property)))
        propose(`${[...path, name].join('.')}: ${what}`, replaced(root, [...path, name], wrong))
  }
}
