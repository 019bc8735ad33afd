import { type Document, dereference, type Schema } from '../contract/document.ts'
import type { Operation } from '../contract/operation.ts'
import type { IncomingRequest } from '../http/messages.ts'
import type { Route } from '../http/router.ts'
import { objectOrEmpty } from '../scenario/property-path.ts'
import { selectedFields } from '../scenario/select-fields.ts'

/** The input of a generated function. */
export type Input = Readonly<Record<string, unknown>>

/**
 * Returns the input with which a generated function sends a request. What does not fit its schema
 * stays a string, so validate the result. Throws for a form that cannot be parsed.
 */
export async function readInput(
  document: Document,
  { operation, path }: Route,
  incoming: Pick<IncomingRequest, 'query' | 'headers' | 'body'>,
): Promise<Input> {
  const { query, headers } = incoming
  const { parameters, fieldSelection } = operation
  const input: Record<string, unknown> = {}
  for (const { value: parameter } of parameters) {
    const { name, in: location } = parameter
    if (location === 'query' && fieldSelection?.params.includes(name)) continue
    const values = {
      path: path[name],
      query: query.get(name) ?? undefined,
      header: headers[name.toLowerCase()],
      // The contract declares none.
      cookie: undefined,
    }
    const value = values[location]
    const schema = dereference<Schema>(document, parameter.schema ?? true, '').value
    if (value !== undefined) input[name] = typedValue(value, schema)
  }
  const fields = selectedFields(operation, incoming)
  if (fields) input['fields'] = [...fields]
  if (incoming.body !== null) input['body'] = withoutFields(operation, await readBody(incoming))
  return input
}

// A generated function takes them beside the body. Others than strings stay, to be rejected there.
function withoutFields({ fieldSelection }: Operation, body: unknown): unknown {
  const [name = ''] = fieldSelection?.style === 'body' ? fieldSelection.params : []
  const { [name]: fields, ...others } = objectOrEmpty(body)
  const isMoved = Array.isArray(fields) && fields.every((field) => typeof field === 'string')
  return isMoved ? others : body
}

function typedValue(value: string, schema: Schema): unknown {
  const type = typeof schema === 'object' ? schema['type'] : undefined
  if (type === 'boolean' && (value === 'true' || value === 'false')) return value === 'true'
  const isNumber = type === 'integer' || type === 'number'
  return isNumber && /^-?(0|[1-9]\d{0,14})(\.\d{1,15})?$/.test(value) ? Number(value) : value
}

async function readBody({
  headers,
  body,
}: Pick<IncomingRequest, 'headers' | 'body'>): Promise<unknown> {
  const { 'content-type': contentType = '' } = headers
  if (typeof body !== 'string' || !contentType.startsWith('multipart/form-data')) return body
  const form = new Response(body, { headers: { 'content-type': contentType } })
  return Object.fromEntries(await form.formData())
}
