import { expect, it } from 'vitest'
import { normalizeForFunctions } from '../../src/normalize/for-functions.ts'
import { splitDirections } from '../../src/normalize/split-directions.ts'
import type { Document, Schema } from '../../src/openapi/document.ts'

type Schemas = Record<string, object | boolean>

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` })

interface Places {
  /** Schema of the JSON request body. */
  json?: object
  /** Schema of the multipart form. */
  form?: object
  /** Schema of the JSON response. */
  response?: object
}

// Splits a document of one operation. Returns its schemas in each position, and the components.
function split(schemas: Schemas, { json, form, response }: Places): Places & { schemas: Schemas } {
  const content = (type: string, schema: object | undefined) => schema && { [type]: { schema } }
  const document = splitDirections({
    openapi: '3.1.0',
    info: { title: 'Test', version: '1' },
    paths: {
      '/a': {
        post: {
          requestBody: {
            content: {
              ...content('application/json', json),
              ...content('multipart/form-data', form),
            },
          },
          responses: { 200: { content: { ...content('application/json', response) } } },
        },
      },
    },
    components: { schemas: schemas as Record<string, Schema> },
  } as Document)
  const operation = document.paths?.['/a']?.post as {
    requestBody: { content: Record<string, { schema: object }> }
    responses: { 200: { content: Record<string, { schema: object }> } }
  }
  const { content: sent } = operation.requestBody
  return {
    json: sent['application/json']?.schema,
    form: sent['multipart/form-data']?.schema,
    response: operation.responses[200].content['application/json']?.schema,
    schemas: document.components?.schemas ?? {},
  } as Places & { schemas: Schemas }
}

const text = { type: 'string' }
const role = {
  type: 'object',
  required: ['id', 'name'],
  properties: { id: { ...text, readOnly: true }, name: text },
}

it('gives requests and responses a component of their own where readOnly makes them differ', () => {
  const result = split({ Role: role }, { json: ref('Role'), response: ref('Role') })
  expect(result.response).toEqual(ref('Role'))
  expect(result.json).toEqual(ref('RoleWritable'))
  expect(result.schemas).toEqual({
    Role: { ...role, properties: { id: text, name: text } },
    RoleWritable: { ...role, required: ['name'] },
  })
})

it('keeps one component where nothing differs, or where one position uses it', () => {
  const written = { type: 'object', properties: { secret: { ...text, writeOnly: true } } }
  const result = split(
    { Role: role, Plain: written, Same: { type: 'object', properties: { a: text } } },
    { json: { anyOf: [ref('Role'), ref('Plain'), ref('Same')] }, response: ref('Plain') },
  )
  expect(Object.keys(result.schemas)).toEqual(['Role', 'Plain', 'Same'])
  expect(result.schemas['Role']).toEqual({ ...role, required: ['name'] })
  expect(result.schemas['Plain']).toEqual({ type: 'object', properties: { secret: text } })
})

it('requires no writeOnly properties in responses', () => {
  const login = {
    required: ['name', 'password'],
    properties: { name: text, password: { ...text, writeOnly: true } },
  }
  const { schemas } = split({ Login: login }, { json: ref('Login'), response: ref('Login') })
  expect(schemas['Login']).toMatchObject({ required: ['name'] })
  expect(schemas['LoginWritable']).toEqual({
    required: ['name', 'password'],
    properties: { name: text, password: text },
  })
})

it('follows references, also recursive ones, and copies only what differs', () => {
  const tree = {
    type: 'object',
    properties: {
      role: ref('Role'),
      children: { type: 'array', items: ref('Tree') },
      tag: ref('Tag'),
    },
  }
  const result = split(
    { Tree: tree, Role: role, Tag: text, Loop: { properties: { next: ref('Loop') } } },
    {
      json: { allOf: [ref('Tree'), ref('Loop')] },
      response: { allOf: [ref('Tree'), ref('Loop')] },
    },
  )
  expect(result.json).toEqual({ allOf: [ref('TreeWritable'), ref('Loop')] })
  expect(Object.keys(result.schemas)).toEqual([
    'Tree',
    'TreeWritable',
    'Role',
    'RoleWritable',
    'Tag',
    'Loop',
  ])
  expect(result.schemas['TreeWritable']).toEqual({
    type: 'object',
    properties: {
      role: ref('RoleWritable'),
      children: { type: 'array', items: ref('TreeWritable') },
      tag: ref('Tag'),
    },
  })
})

it('finds readOnly behind a reference, and `required` beside the properties', () => {
  const result = split(
    { Id: { ...text, readOnly: true }, Base: { properties: { id: ref('Id') } } },
    { json: { allOf: [ref('Base'), { required: ['id', 'name'] }], required: ['id'] } },
  )
  expect(result.json).toEqual({ allOf: [ref('Base'), { required: ['name'] }] })
  expect(result.schemas['Base']).toEqual({ properties: { id: { ...ref('Id'), readOnly: true } } })
  expect(result.schemas['Id']).toEqual(text)
})

it('reads format: binary as a string in JSON and as a file in the parts of a form', () => {
  const file = { type: ['string', 'null'], format: 'binary' }
  const image = { contentMediaType: 'image/png' }
  const upload = {
    properties: {
      file,
      files: { type: 'array', items: file },
      image: ref('Image'),
      meta: { type: 'object', properties: { raw: file } },
      note: { ...text, contentMediaType: 'application/json' },
      encoded: { ...text, contentMediaType: 'image/png', contentEncoding: 'base64' },
    },
  }
  const { schemas, ...places } = split(
    { Upload: upload, Image: image },
    { json: ref('Upload'), form: ref('Upload') },
  )
  expect(places).toMatchObject({ json: ref('Upload'), form: ref('UploadForm') })
  const plain = { type: ['string', 'null'] }
  expect(schemas['Upload']).toEqual({
    properties: {
      ...upload.properties,
      file: plain,
      files: { type: 'array', items: plain },
      meta: { type: 'object', properties: { raw: plain } },
    },
  })
  expect(schemas['UploadForm']).toEqual({
    properties: {
      ...upload.properties,
      image: ref('ImagePart'),
      meta: { type: 'object', properties: { raw: plain } },
    },
  })
  expect(schemas['ImagePart']).toEqual({ type: 'string', ...image, format: 'binary' })
})

it('keeps the values of a discriminator', () => {
  const cat = { ...role, properties: { ...role.properties, kind: text } }
  const pet = {
    oneOf: [ref('Cat'), ref('Dog'), ref('Fish')],
    discriminator: { propertyName: 'kind', mapping: { dog: 'Dog' } },
  }
  const schemas = { Pet: pet, Cat: cat, Dog: cat, Fish: { properties: { kind: text } } }
  const result = split(schemas, { json: ref('Pet'), response: ref('Pet') })
  expect(result.schemas['Pet']).toEqual({
    ...pet,
    discriminator: { propertyName: 'kind', mapping: { dog: '#/components/schemas/Dog' } },
  })
  expect(result.schemas['PetWritable']).toEqual({
    oneOf: [ref('CatWritable'), ref('DogWritable'), ref('Fish')],
    discriminator: {
      propertyName: 'kind',
      mapping: {
        dog: '#/components/schemas/DogWritable',
        Cat: '#/components/schemas/CatWritable',
      },
    },
  })
})

it('allocates free names, and reads the body of an event as a response', () => {
  const schemas = { Role: role, RoleWritable: text } as Record<string, Schema>
  const body = { content: { 'application/json': { schema: ref('Role') } } }
  const document = splitDirections({
    openapi: '3.1.0',
    info: { title: 'Test', version: '1' },
    paths: { '/a': { put: { requestBody: body, responses: {} } } },
    webhooks: { changed: { post: { requestBody: body, responses: {} } } },
    components: { schemas },
  } as Document)
  expect(Object.keys(document.components?.schemas ?? {})).toEqual([
    'Role',
    'RoleWritable2',
    'RoleWritable',
  ])
  expect(document.webhooks?.['changed']?.post?.requestBody).toEqual(body)
})

it('returns a document without directions as it is', () => {
  const plain = { openapi: '3.1.0', info: { title: 'Test', version: '1' }, paths: {} }
  expect(normalizeForFunctions(plain)).toBe(plain)
})

it('does not copy a schema that is the same in all positions', () => {
  const plain = { type: 'object', properties: { self: ref('Plain'), name: text } }
  const above = { type: 'object', properties: { plain: ref('Plain'), role: ref('Role') } }
  const { schemas } = split(
    { Role: role, Plain: plain, Above: above },
    { json: ref('Above'), response: ref('Above') },
  )
  expect(schemas['Plain']).toBe(plain)
  expect(schemas['AboveWritable']).toEqual({
    ...above,
    properties: { plain: ref('Plain'), role: ref('RoleWritable') },
  })
})

it('changes what an otherwise plain schema requires beside a readOnly property', () => {
  const { json } = split(
    {},
    { json: { properties: { id: { readOnly: true } }, allOf: [{ required: ['id', 'name'] }] } },
  )
  expect(json).toEqual({
    properties: { id: { readOnly: true } },
    allOf: [{ required: ['name'] }],
  })
})
