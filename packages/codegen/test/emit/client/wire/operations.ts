import fc from 'fast-check'
import type {
  Encoding,
  MediaType,
  OperationObject,
  Parameter,
} from '../../../../src/openapi/document.ts'
import { arrayOf, nested, objectOf, type Place, scalar, type Typed } from './values.ts'

/** A parameter with the value that a call passes. */
export interface Sent<Node> {
  readonly node: Node
  readonly value: unknown
}

/** A response that the server sends, and the data that the caller must receive. */
export interface Answer {
  readonly status: number
  readonly type: string
  readonly value: unknown
}

/** An operation, its input, and what the server answers. */
export interface Sample {
  readonly path: string
  readonly operation: OperationObject
  readonly parameters: readonly Sent<Parameter>[]
  readonly body: (Sent<MediaType> & { readonly type: string }) | undefined
  readonly answer: Answer
}

type Style = Pick<Parameter, 'style' | 'explode' | 'allowReserved'>

const explodes = fc.constantFrom<Style[]>({}, { explode: true }, { explode: false })
const styled = (place: Place, style: fc.Arbitrary<Style>, typed: fc.Arbitrary<Typed>) =>
  fc.tuple(style, typed).map(([how, { schema, value }]) => ({
    node: { in: place as Parameter['in'], ...how, schema },
    value,
  }))
const json = (place: Place) =>
  nested(place).map(({ schema, value }) => ({
    node: { in: place as Parameter['in'], content: { 'application/json': { schema } } },
    value,
  }))
const flat = (place: Place) => fc.oneof(scalar(place), arrayOf(place), objectOf(place))
const both = <T>(one: fc.Arbitrary<T>, other: fc.Arbitrary<T>) => fc.oneof(one, other)
const withStyle = (...styles: string[]) =>
  both(
    explodes,
    fc.tuple(fc.constantFrom(...styles), explodes).map(([style, how]) => ({ ...how, style })),
  )

const parameterKinds = {
  path: fc.oneof(
    styled('path', withStyle('simple', 'matrix'), flat('path')),
    styled('path', fc.constant({ style: 'label' }), arrayOf('path')),
    json('path'),
  ),
  query: fc.oneof(
    styled('query', withStyle('form'), fc.oneof(scalar('query'), arrayOf('query'))),
    styled('query', fc.constant({}), nested('query')),
    styled('query', fc.constant({ explode: false }), objectOf('query')),
    styled('query', fc.constant({ allowReserved: true }), scalar('query')),
    // OpenAPI has no notation for a space in this style. Headers have none.
    styled('query', fc.constant({ style: 'spaceDelimited', explode: false }), arrayOf('header')),
    styled('query', fc.constant({ style: 'pipeDelimited', explode: false }), arrayOf('query')),
    styled('query', fc.constant({ style: 'deepObject', explode: true }), nested('query')),
    json('query'),
  ),
  header: fc.oneof(styled('header', explodes, flat('header')), json('header')),
  cookie: fc.oneof(
    styled('cookie', fc.constant({}), scalar('cookie')),
    styled('cookie', fc.constant({ explode: false }), arrayOf('cookie')),
    json('cookie'),
  ),
}

// Names do not matter here: those of exploded objects are the only ones in their place.
const parameters = fc
  .record({
    path: fc.array(parameterKinds.path, { maxLength: 2 }),
    query: fc.array(parameterKinds.query, { maxLength: 1 }),
    header: fc.array(parameterKinds.header, { maxLength: 2 }),
    cookie: fc.array(parameterKinds.cookie, { maxLength: 1 }),
  })
  .map((places) =>
    Object.entries(places).flatMap(([place, all]) =>
      all.map(
        ({ node, value }, index): Sent<Parameter> => ({
          node: { name: `${place}-${index}`, required: true, ...node },
          value,
        }),
      ),
    ),
  )

const files = fc.uint8Array({ maxLength: 20 }).map(
  (bytes): Typed => ({
    schema: { type: 'string', format: 'binary' },
    value: bytes,
  }),
)

const urlEncoded = fc
  .record({ form: nested('body'), list: arrayOf('body') })
  .chain(({ form, list }) =>
    fc
      .constantFrom<Encoding[]>(
        { style: 'deepObject', explode: true },
        { style: 'form', explode: false },
        { style: 'pipeDelimited', explode: false },
        { contentType: 'application/json' },
      )
      .map((encoding) => withProperty(form, 'own', list, encoding)),
  )

const multipart = fc
  .record({ form: nested('body'), file: fc.oneof(files, arrayOf('body', files), nested('body')) })
  .map(({ form, file }) => withProperty(form, 'own', file))

function withProperty(form: Typed, name: string, own: Typed, encoding?: Encoding) {
  const properties = form.schema['properties'] as object
  const schema = {
    ...form.schema,
    required: [...(form.schema['required'] as string[]), name],
    properties: { ...properties, [name]: own.schema },
  }
  const value = { ...(form.value as object), [name]: own.value }
  return { schema, ...(encoding && { encoding: { [name]: encoding } }), value }
}

const bodies = fc.oneof(
  fc.constant(undefined),
  nested('body').map(({ schema, value }) => ({ type: 'application/json', schema, value })),
  urlEncoded.map((media) => ({ type: 'application/x-www-form-urlencoded', ...media })),
  multipart.map((media) => ({ type: 'multipart/form-data', ...media })),
  scalar('body').map(({ value }) => ({
    type: 'text/plain',
    schema: { type: 'string' },
    value: `${value}`,
  })),
  files.map((media) => ({ type: 'application/octet-stream', ...media })),
)

const responses = fc
  .record({ data: nested('body'), text: scalar('body'), bytes: fc.uint8Array({ maxLength: 9 }) })
  .chain(({ data, text, bytes }) => {
    const content = {
      'application/json': { schema: data.schema },
      'text/csv': { schema: { type: 'string' } },
      'image/png': { schema: { type: 'string', format: 'binary' } },
    }
    const declared: OperationObject['responses'] = {
      200: { description: 'Several.', content },
      201: {
        description: 'Vendor.',
        content: { 'application/vnd.a+json': { schema: data.schema } },
      },
      202: { description: 'Undescribed.' },
      204: { description: 'Nothing.' },
    }
    const answers: Answer[] = [
      { status: 200, type: 'application/json; charset=utf-8', value: data.value },
      { status: 200, type: 'text/csv', value: `${text.value}` },
      { status: 200, type: 'image/png', value: bytes },
      { status: 201, type: 'application/vnd.a+json', value: data.value },
      { status: 202, type: '', value: undefined },
      { status: 204, type: '', value: undefined },
    ]
    return fc.constantFrom(...answers).map((answer) => ({ declared, answer }))
  })

/** An operation with random parameters, a random body and random responses. */
export const samples: fc.Arbitrary<Sample> = fc
  .record({ parameters, body: bodies, responses })
  .map(({ parameters, body, responses }) => {
    const { type = '', value, ...media } = body ?? {}
    const inPath = parameters.filter(({ node }) => node.in === 'path')
    return {
      path: `/a${inPath.map(({ node }) => `/{${node.name}}`).join('')}`,
      operation: {
        parameters: parameters.map(({ node }) => node),
        ...(body && { requestBody: { required: true, content: { [type]: media } } }),
        responses: responses.declared,
      } as OperationObject,
      parameters,
      body: body && { node: media as MediaType, type, value },
      answer: responses.answer,
    }
  })
