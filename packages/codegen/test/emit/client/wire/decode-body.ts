import type { IncomingHttpHeaders } from 'node:http'
import type { Encoding, MediaType, Parameter, Schema } from '../../../../src/openapi/document.ts'
import { essence, isForm, isJson, isText } from '../../../../src/openapi/media-type.ts'
import { pairsOf, queryOf } from './decode.ts'

/** Reads the body of a request by the contract. A file becomes its bytes. */
export async function readBody(
  { schema = {}, encoding = {} }: MediaType,
  headers: IncomingHttpHeaders,
  body: Buffer,
): Promise<unknown> {
  const contentType = headers['content-type'] ?? ''
  const type = essence(contentType)
  if (isJson(type)) return JSON.parse(`${body}`)
  if (type === 'multipart/form-data') return readMultipart({ schema, encoding }, body, contentType)
  if (isForm(type)) return readForm(schema, encoding, `${body}`)
  return isText(type) ? `${body}` : new Uint8Array(body)
}

const propertiesOf = (schema: Schema) =>
  Object.entries((schema['properties'] ?? {}) as Record<string, Schema>)

function readForm(schema: Schema, encoding: Readonly<Record<string, Encoding>>, body: string) {
  const pairs = pairsOf(body)
  const read = propertiesOf(schema).map(([name, property]) => {
    const { contentType, style = 'brackets', ...rest } = encoding[name] ?? {}
    const isJson = contentType && { content: { [contentType]: {} } }
    const isNested = property['type'] !== 'array' && !contentType
    const how = isNested ? 'deepObject' : style
    const explode = how === 'brackets' ? { explode: true } : {}
    const parameter = { name, schema: property, style: how, ...explode, ...rest, ...isJson }
    return [name, queryOf(parameter, pairs, true)]
  })
  return Object.fromEntries(read)
}

async function readMultipart(
  { schema = {}, encoding = {} }: MediaType,
  body: Buffer,
  contentType: string,
) {
  const headers = { 'content-type': contentType }
  const form = await new Response(new Uint8Array(body), { headers }).formData()
  const readPart = async (part: FormDataEntryValue | undefined, one: Schema) => {
    if (part instanceof File) return new Uint8Array(await part.arrayBuffer())
    if (one['type'] === 'object' || one['type'] === 'array') return JSON.parse(part ?? '')
    if (one['type'] === 'string') return part
    return JSON.parse(part ?? '')
  }
  const pairs = [...form].flatMap(([name, part]): [string, string][] =>
    typeof part === 'string' ? [[encodeURIComponent(name), encodeURIComponent(part)]] : [],
  )
  const read = propertiesOf(schema).map(async ([name, property]) => {
    const { style, ...rest } = encoding[name] ?? {}
    if (style !== undefined)
      return [name, styledPart({ name, schema: property, style, ...rest }, pairs)]
    const parts = form.getAll(name)
    if (property['type'] !== 'array') return [name, await readPart(parts[0], property)]
    const items = property['items'] as Schema
    return [name, await Promise.all(parts.map((part) => readPart(part, items)))]
  })
  return Object.fromEntries(await Promise.all(read))
}

// A part has no percent encoding, so a separator is a character of its text.
function styledPart(
  { contentType: _, ...parameter }: Omit<Parameter, 'in'> & Encoding,
  pairs: readonly (readonly [string, string])[],
) {
  const { style, explode = style === 'form' } = parameter
  if (style === 'deepObject' || explode) {
    const brackets = pairs.map(([name, value]) => {
      const key = name.replaceAll('%5B', '[').replaceAll('%5D', ']')
      return [key, value] as const
    })
    return queryOf(parameter, brackets)
  }
  const separated = pairs.map(([name, value]) => {
    return [name, value.replaceAll('%2C', ',').replaceAll('%7C', '|')] as const
  })
  return queryOf(parameter, separated)
}
