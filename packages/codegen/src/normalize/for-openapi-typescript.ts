import {
  type Document,
  methods,
  type Parameter,
  type PathItem,
  type Reference,
  resolve,
  type Schema,
} from '../openapi/document.ts'
import { cachedStringify } from '../openapi/stringify.ts'
import { mapAllSchemas } from './upgrade-dialect.ts'

const shapes = [
  '$ref',
  'type',
  'properties',
  'items',
  'enum',
  'const',
  'allOf',
  'anyOf',
  'oneOf',
  'additionalProperties',
]

/** A document as openapi-typescript reads it right: its types of these parts would say less than is known, or other things. */
export function normalizeForOpenapiTypescript(document: Document): Document {
  // A cheap look first, as most documents have none.
  const plain = /"(anyOf|oneOf)":\[\{"(required|not)":/.test(cachedStringify(document))
    ? mapAllSchemas(document, withoutHints)
    : document
  return withTypedParameters(plain as Document)
}

// Alternatives that only say what is required make a union with unknown of all that stands beside them.
function withoutHints(schema: Schema): Schema {
  const rest = { ...schema }
  for (const key of ['anyOf', 'oneOf']) {
    const alternatives = rest[key]
    const hints =
      Array.isArray(alternatives) &&
      alternatives.every((one) => shapes.every((shape) => !(shape in Object(one))))
    if (hints && shapes.some((shape) => shape !== key && shape in rest)) delete rest[key]
  }
  return rest
}

// A member of the query that is written as JSON is typed as the text that travels; callers give the value.
function withTypedParameters(document: Document): Document {
  const typed = (given: Parameter | Reference): Parameter | Reference => {
    const parameter = resolve<Parameter>(document, given)
    const [media] = Object.values(parameter.content ?? {})
    if (!media?.schema || parameter.in !== 'query') return given
    const { content: _, ...rest } = parameter
    return { ...rest, schema: media.schema }
  }
  const withParameters = <Part extends { parameters?: (Parameter | Reference)[] }>(
    part: Part,
  ): Part => (part.parameters ? { ...part, parameters: part.parameters.map(typed) } : part)
  const items = Object.entries(document.paths ?? {}).map(([path, given]) => {
    const item = withParameters({ ...resolve<PathItem>(document, given) })
    for (const method of methods) if (item[method]) item[method] = withParameters(item[method])
    return [path, item]
  })
  return { ...document, paths: Object.fromEntries(items) }
}
