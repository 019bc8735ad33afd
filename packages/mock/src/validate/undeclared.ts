import { pointerPart } from '@returning-kit/runtime/validation'
import { createSchemaCombiner, type SchemaObject } from '../contract/combined-schemas.ts'
import {
  type Document,
  ownValue,
  type Parameter,
  type Schema,
  securitySchemeOf,
} from '../contract/document.ts'
import { jsonMediaType, type Operation } from '../contract/operation.ts'
import type { IncomingRequest } from '../http/messages.ts'

const preferenceNames: ReadonlySet<string> = new Set(
  ['code', 'example', 'dynamic', 'seed', 'server'].map((name) => `__${name}`),
)

/**
 * Finds input of a request that the contract does not declare. Prism accepts it without a warning.
 *
 * A schema counts as closed if it names properties and does not set `additionalProperties: true`.
 * JSON Schema and Prism accept other properties; the types and `--strict` do not.
 */
export class UndeclaredFinder {
  readonly #document: Document
  readonly #combine: (schema: Schema) => SchemaObject[]

  constructor(document: Document) {
    this.#document = document
    this.#combine = createSchemaCombiner(document)
  }

  /** Returns one sentence for each query parameter, cookie and body property. */
  inRequest(operation: Operation, { query, headers, body }: IncomingRequest): string[] {
    const cookies = (headers['cookie'] ?? '')
      .split(';')
      .flatMap((pair) => pair.split('=')[0]?.trim() || [])
    const queryNames = this.#undeclaredNames(operation, 'query', [...query.keys()])
    const cookieNames = this.#undeclaredNames(operation, 'cookie', cookies)
    const properties = this.#inBody(operation, headers['content-type'] ?? '', body)
    return [
      ...queryNames.map((name) => `Query parameter \`${name}\` is not in the contract.`),
      ...cookieNames.map((name) => `Cookie \`${name}\` is not in the contract.`),
      ...properties.map((pointer) => `Body property ${pointer} is not in the contract.`),
    ]
  }

  #undeclaredNames(
    operation: Operation,
    location: 'query' | 'cookie',
    names: readonly string[],
  ): string[] {
    const schemes = operation.security.flat().map((name) => securitySchemeOf(this.#document, name))
    const parameters = operation.parameters.map(({ value }) => value)
    const declared = new Set(
      [...schemes, ...parameters].map((source) => source?.in === location && source.name),
    )
    const isDeclared = (name: string) =>
      declared.has(name) || preferenceNames.has(name) || this.#isInObject(parameters, name)
    return [...new Set(names)].filter((name) => !isDeclared(name))
  }

  // `filter[name]` is the property `name` of `filter`, if that is an object of this style.
  #isInObject(parameters: readonly Parameter[], name: string): boolean {
    const [, objectName, property] = /^([^[]+)\[([^\]]*)\]$/.exec(name) ?? []
    const parameter = parameters.find((each) => each.in === 'query' && each.name === objectName)
    if (parameter?.style !== 'deepObject' || property === undefined) return false
    return this.inValue(parameter.schema ?? true, { [property]: '' }).length === 0
  }

  #inBody(operation: Operation, contentType: string, body: unknown): string[] {
    const json = /[/+]json\b/.test(contentType) ? jsonMediaType(operation.body) : undefined
    if (json?.value.schema !== undefined) return this.inValue(json.value.schema, body)
    const form = operation.body[contentType.split(';')[0]?.trim().toLowerCase() ?? '']
    if (form?.value.schema === undefined || typeof body !== 'string') return []
    const names = /^multipart\//.test(contentType) ? partNames(body) : fieldNames(body)
    return this.inValue(form.value.schema, Object.fromEntries(names.map((name) => [name, ''])))
  }

  /** Returns JSON pointers of the properties that the closed schemas of a value do not declare. */
  inValue(schema: Schema, value: unknown): string[] {
    return this.#inValueAt('', [schema], value)
  }

  #inValueAt(pointer: string, schemas: readonly Schema[], value: unknown): string[] {
    const combined = schemas.flatMap((schema) => this.#combine(schema))
    if (Array.isArray(value)) {
      const items = combined
        .map((schema) => schema['items'] as Schema | undefined)
        .filter((schema) => schema !== undefined)
      if (items.length === 0) return []
      return value.flatMap((item, index) => this.#inValueAt(`${pointer}/${index}`, items, item))
    }
    if (typeof value !== 'object' || value === null) return []
    const isClosed = combined.some((schema) => schema['properties']) && !combined.some(isOpen)
    return Object.entries(value).flatMap(([name, property]) => {
      const propertyPointer = `${pointer}/${pointerPart(name)}`
      const propertySchemas = combined
        .map((schema) => ownValue(propertiesOf(schema), name))
        .filter((schema) => schema !== undefined)
      if (propertySchemas.length > 0) {
        return this.#inValueAt(propertyPointer, propertySchemas, property)
      }
      return isClosed ? [propertyPointer] : []
    })
  }
}

function partNames(body: string): string[] {
  const dispositions = body.matchAll(/^content-disposition:[^\r\n]*[; ]name="([^"]*)"/gim)
  return [...dispositions].map(([, name]) => name as string)
}

function fieldNames(body: string): string[] {
  return [...new URLSearchParams(body).keys()].map((name) => name.replace(/\[\]$/, ''))
}

function propertiesOf(schema: SchemaObject): Readonly<Record<string, Schema>> {
  return (schema['properties'] as Readonly<Record<string, Schema>> | undefined) ?? {}
}

function isOpen(schema: SchemaObject): boolean {
  const keywords = [schema['additionalProperties'], schema['unevaluatedProperties']]
  return (
    keywords.some((keyword) => keyword !== undefined && keyword !== false) ||
    schema['patternProperties'] !== undefined
  )
}
