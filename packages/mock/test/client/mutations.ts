import type { Document, OperationModel, Parameter } from '@returning-kit/codegen/internal'
import { exampleOf, resolve, type Schema } from '@returning-kit/codegen/internal'
import addFormats from 'ajv-formats'
import { contractAjv } from '../contract-ajv.ts'

/** A request that differs from a valid one in a single value. */
export interface Mutation {
  /** Description of the change, for the message of the test. */
  readonly what: string
  readonly url: string
  readonly headers: Headers
  /** Serialized body, or undefined. */
  readonly body: string | FormData | undefined
}

/** The valid request that mutations start from. */
export interface ValidRequest {
  readonly url: string
  readonly headers: Headers
  /** A parsed JSON body or the parts of a form. */
  readonly body: unknown
}

// Values that violate one keyword each. Ajv decides which of them a schema rejects.
function wrongValues(schema: Schema): [string, unknown][] {
  const { minimum, maximum, minLength, maxLength, maxItems } = schema as Record<
    string,
    number | undefined
  >
  const wrong: [string, unknown][] = [
    ['wrong type (object)', { unexpected: {} }],
    ['wrong type (number)', -7.25],
    ['wrong type (string)', '~not a valid value~'],
    ['empty string', ''],
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

/** Returns every single mutation of a valid request that the contract rejects. */
export function mutationsOf(
  document: Document,
  model: OperationModel,
  valid: ValidRequest,
): Mutation[] {
  const rejects = rejectsOf(document)
  const context = { document, model, valid, rejects }
  return [...parameterMutations(context), ...bodyMutations(context)]
}

type Rejects = (schema: Schema, value: unknown) => boolean

const rejectsByDocument = new WeakMap<Document, Rejects>()

// Compiles each schema of a document once: the mutations of its operations ask for the same ones.
function rejectsOf(document: Document): Rejects {
  const known = rejectsByDocument.get(document)
  if (known) return known
  const ajv = addFormats.default(contractAjv())
  ajv.addSchema({ $id: 'contract', ...document } as object)
  const validators = new Map<string, ReturnType<typeof ajv.compile>>()
  const rejects: Rejects = (schema, value) => {
    const json = JSON.stringify(schema).replaceAll('"#/components/', '"contract#/components/')
    const validate = validators.get(json) ?? ajv.compile(JSON.parse(json) as Schema)
    validators.set(json, validate)
    return !validate(value)
  }
  rejectsByDocument.set(document, rejects)
  return rejects
}

interface Context {
  readonly document: Document
  readonly model: OperationModel
  readonly valid: ValidRequest
  /** Returns whether a schema rejects a value. */
  readonly rejects: Rejects
}

// Prism parses numbers and booleans of a URL if the schema has that type.
function parseParameter(schema: Schema, value: string): unknown {
  const types = [schema['type']].flat()
  const isNumeric = value !== '' && Number.isFinite(Number(value))
  if ((types.includes('integer') || types.includes('number')) && isNumeric) return Number(value)
  if (types.includes('boolean') && (value === 'true' || value === 'false')) return value === 'true'
  return value
}

function parameterMutations(context: Context): Mutation[] {
  return context.model.parameters.flatMap((parameter) => {
    const schema = parameter.schema && resolve<Schema>(context.document, parameter.schema)
    if (!schema || parameter.in === 'cookie') return []
    const mutations: Mutation[] = []
    if (parameter.in !== 'path' && parameter.required) {
      mutations.push(withParameter(context, parameter, { value: undefined, what: 'dropped' }))
    }
    for (const [what, wrongValue] of wrongValues(schema)) {
      if (typeof wrongValue !== 'string' && typeof wrongValue !== 'number') continue
      if (wrongValue === '' || schema['type'] === 'array') continue
      const value = String(wrongValue)
      if (context.rejects(schema, parseParameter(schema, value))) {
        mutations.push(withParameter(context, parameter, { value, what }))
      }
    }
    return mutations
  })
}

function withParameter(
  { model, valid }: Context,
  { name, in: location }: Parameter,
  { value, what }: { readonly value: string | undefined; readonly what: string },
): Mutation {
  const url = new URL(valid.url)
  const headers = new Headers(valid.headers)
  if (location === 'path') {
    const segments = url.pathname.split('/')
    segments[model.path.split('/').indexOf(`{${name}}`)] = encodeURIComponent(value ?? '')
    url.pathname = segments.join('/')
  } else if (location === 'header') {
    if (value === undefined) headers.delete(name)
    else headers.set(name, value)
  } else if (value === undefined) url.searchParams.delete(name)
  else url.searchParams.set(name, value)
  return { what: `${name}: ${what}`, url: url.href, headers, body: serializeBody(valid.body) }
}

function serializeBody(body: unknown): Mutation['body'] {
  if (body === undefined || body instanceof FormData) return body
  return JSON.stringify(body)
}

function bodyMutations({ document, model, valid, rejects }: Context): Mutation[] {
  const media = model.body?.media
  if (!media?.schema) return []
  const { schema } = media
  const { url, headers, body: form } = valid
  if (form instanceof FormData) {
    const { required = [] } = resolve<Schema>(document, schema) as { required?: string[] }
    return required.map((name) => {
      const body = new FormData()
      for (const [part, value] of form) if (part !== name) body.append(part, value)
      return { what: `part ${name} dropped`, url, headers, body }
    })
  }
  const example = exampleOf(document, media)
  return bodyChanges(document, { schema, value: example, path: [] })
    .map(({ what, path, value }) => ({ what, body: withValueAt(example, path, value) }))
    .filter(({ body }) => rejects(schema, body))
    .map(({ what, body }) => ({ what: `body ${what}`, url, headers, body: JSON.stringify(body) }))
}

type Path = readonly (string | number)[]

function withValueAt(root: unknown, path: Path, value: unknown): unknown {
  const [name, ...rest] = path
  if (name === undefined) return value
  if (Array.isArray(root)) {
    return root.map((item, index) => (index === name ? withValueAt(item, rest, value) : item))
  }
  const { [name]: current, ...others } = root as Record<string | number, unknown>
  const replacement = withValueAt(current, rest, value)
  return replacement === undefined ? others : { ...others, [name]: replacement }
}

interface Change {
  readonly what: string
  readonly path: Path
  /** The new value; undefined removes the property. */
  readonly value: unknown
}

interface Position {
  readonly schema: Schema
  readonly value: unknown
  readonly path: Path
}

// Walks an example along its schema and returns every change of one value.
function bodyChanges(document: Document, { schema, value, path }: Position): Change[] {
  const resolved = resolve<Schema>(document, schema)
  const location = path.length > 0 ? path.join('.') : 'as a whole'
  const changes: Change[] = wrongValues(resolved).map(([what, wrongValue]) => ({
    what: `${location}: ${what}`,
    path,
    value: wrongValue,
  }))
  if (Array.isArray(value) && value.length > 0 && resolved['items']) {
    const items = resolved['items'] as Schema
    changes.push(...bodyChanges(document, { schema: items, value: value[0], path: [...path, 0] }))
  }
  if (!isRecord(value)) return changes
  const properties = (resolved['properties'] ?? {}) as Record<string, Schema>
  for (const [name, property] of Object.entries(properties)) {
    const propertyPath = [...path, name]
    const position = { schema: property, value: value[name], path: propertyPath }
    if (Object.hasOwn(value, name)) {
      const what = `${propertyPath.join('.')} dropped`
      changes.push({ what, path: propertyPath, value: undefined })
      changes.push(...bodyChanges(document, position))
    } else {
      for (const [what, wrongValue] of wrongValues(resolve<Schema>(document, property))) {
        changes.push({
          what: `${propertyPath.join('.')}: ${what}`,
          path: propertyPath,
          value: wrongValue,
        })
      }
    }
  }
  return changes
}
