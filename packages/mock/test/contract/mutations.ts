import type { Document, OperationModel } from '@repo/codegen'
import { contractAjv, exampleOf, resolve, type Schema } from '@repo/codegen'
import addFormats from 'ajv-formats'

/** A request that differs from a legal one in a single place. */
export interface Mutation {
  /** What was changed, for the name of the test. */
  readonly what: string
  readonly url: string
  /** The body as it goes out; undefined for none. */
  readonly body: string | undefined
}

/** The legal request that mutations start from. */
export interface LegalRequest {
  readonly url: string
  readonly body: unknown
}

// Values that break one rule each; which of them a schema really refuses, Ajv decides.
function wrongValues(schema: Schema): [string, unknown][] {
  const { minimum, maximum, minLength, maxLength, maxItems } = schema as Record<string, number | undefined>
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
export function mutationsOf(document: Document, model: OperationModel, legal: LegalRequest): Mutation[] {
  const ajv = addFormats.default(contractAjv(document))
  ajv.addSchema({ $id: 'contract', ...document } as object)
  const refuses = (schema: Schema, value: unknown) => {
    const rebased = JSON.parse(JSON.stringify(schema).replaceAll('"#/components/', '"contract#/components/')) as Schema
    return !ajv.validate(rebased, value)
  }
  return [...inParameters(document, model, legal, refuses), ...inBody(document, model, legal, refuses)]
}

type Refuses = (schema: Schema, value: unknown) => boolean

// What a text from a URL means to its schema: Prism reads numbers and booleans where the schema wants them.
function read(schema: Schema, text: string): unknown {
  const types = [schema['type']].flat()
  if ((types.includes('integer') || types.includes('number')) && text !== '' && Number.isFinite(Number(text))) return Number(text)
  if (types.includes('boolean') && (text === 'true' || text === 'false')) return text === 'true'
  return text
}

function inParameters(document: Document, model: OperationModel, legal: LegalRequest, refuses: Refuses): Mutation[] {
  const body = legal.body === undefined ? undefined : JSON.stringify(legal.body)
  return model.parameters.flatMap((parameter) => {
    const schema = parameter.schema && resolve<Schema>(document, parameter.schema)
    if (!schema || (parameter.in !== 'query' && parameter.in !== 'path')) return []
    const mutations: Mutation[] = []
    if (parameter.in === 'query' && parameter.required) {
      const url = new URL(legal.url)
      url.searchParams.delete(parameter.name)
      mutations.push({ what: `${parameter.name} dropped`, url: url.href, body })
    }
    for (const [what, value] of wrongValues(schema)) {
      const text = typeof value === 'string' || typeof value === 'number' ? String(value) : undefined
      if (text === undefined || text === '' || schema['type'] === 'array' || !refuses(schema, read(schema, text))) continue
      const url = new URL(legal.url)
      if (parameter.in === 'query') url.searchParams.set(parameter.name, text)
      else {
        const segments = model.path.split('/')
        const own = url.pathname.split('/')
        own[segments.indexOf(`{${parameter.name}}`)] = encodeURIComponent(text)
        url.pathname = own.join('/')
      }
      mutations.push({ what: `${parameter.name}: ${what}`, url: url.href, body })
    }
    return mutations
  })
}

function inBody(document: Document, model: OperationModel, legal: LegalRequest, refuses: Refuses): Mutation[] {
  const media = model.body?.media
  if (!media?.schema || !/json/.test(model.body?.mediaType ?? '')) return []
  const whole = media.schema
  const example = exampleOf(document, media)
  const mutations: Mutation[] = []
  const propose = (what: string, body: unknown) => {
    if (refuses(whole, body)) mutations.push({ what: `body ${what}`, url: legal.url, body: JSON.stringify(body) })
  }
  visit(document, whole, example, [], propose, example)
  return mutations
}

type Path = readonly (string | number)[]

function replaced(root: unknown, path: Path, value: unknown): unknown {
  const [name, ...rest] = path
  if (name === undefined) return value
  if (Array.isArray(root)) return root.map((item, index) => (index === name ? replaced(item, rest, value) : item))
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
  for (const [what, wrong] of wrongValues(schema)) propose(`${at}: ${what}`, replaced(root, path, wrong))
  if (Array.isArray(value) && value.length > 0 && schema['items']) {
    visit(document, schema['items'] as Schema, value[0], [...path, 0], propose, root)
  }
  if (!isRecord(value)) return
  for (const [name, property] of Object.entries((schema['properties'] ?? {}) as Record<string, Schema>)) {
    const has = Object.hasOwn(value, name)
    if (has) propose(`${[...path, name].join('.')} dropped`, replaced(root, [...path, name], undefined))
    if (has) visit(document, property, value[name], [...path, name], propose, root)
    else
      for (const [what, wrong] of wrongValues(resolve<Schema>(document, property)))
        propose(`${[...path, name].join('.')}: ${what}`, replaced(root, [...path, name], wrong))
  }
}
