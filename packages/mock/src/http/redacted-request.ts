import { createSchemaCombiner, type SchemaObject } from '../contract/combined-schemas.ts'
import type { Document, Schema } from '../contract/document.ts'
import { dereference, ownValue, securitySchemeOf } from '../contract/document.ts'
import { jsonMediaType, type Operation } from '../contract/operation.ts'
import type { MockRequest } from './recorded-request.ts'

const mask = '***'

// Headers of HTTP itself, and names that a request uses for a credential although the contract does
// not declare it.
const secretHeader = /^((proxy-)?authorization|(set-)?cookie)$/
const secretName = /token|secret|passw|api-?_?key|access-?_?key|signature|credential/i

/** A recorded request without credentials, as JSON. */
export type RedactedRequest = Omit<MockRequest, 'query' | 'operation'> & {
  readonly operation: string | null
  readonly query: Readonly<Record<string, readonly string[]>>
}

/** A document and its operations. */
export interface RedactedDocument {
  readonly document: Document
  readonly operations: readonly Operation[]
}

/**
 * Masks what a contract declares as a credential or marks as sensitive, and values of other names
 * that look like credentials.
 */
export class Redactor {
  readonly #document: Document
  readonly #operations: ReadonlyMap<string | undefined, Operation>
  readonly #credentialNames: ReadonlySet<string | undefined>
  readonly #combine: ReturnType<typeof createSchemaCombiner>

  constructor({ document, operations }: RedactedDocument) {
    this.#document = document
    this.#operations = new Map(operations.map((operation) => [operation.id, operation]))
    this.#combine = createSchemaCombiner(document)
    const schemes = Object.keys(document.components?.securitySchemes ?? {}).flatMap(
      (name) => securitySchemeOf(document, name) ?? [],
    )
    this.#credentialNames = new Set(schemes.map(({ name }) => name?.toLowerCase()))
  }

  /** Returns a copy of a request without what it must not show. */
  redact({ operation: id, query, headers, body, ...request }: MockRequest): RedactedRequest {
    const operation = this.#operations.get(id)
    const schema = operation && jsonMediaType(operation.body)?.value.schema
    const queryEntries = [...new Set(query.keys())].map((name) => {
      const isSecret = this.#isSecret(operation, 'query', name)
      return [name, isSecret ? [mask] : query.getAll(name)] as const
    })
    const headerEntries = Object.entries(headers).map(([name, value]) => {
      const isSecret = secretHeader.test(name) || this.#isSecret(operation, 'header', name)
      return [name, isSecret ? mask : value] as const
    })
    return {
      ...request,
      operation: id ?? null,
      query: Object.fromEntries(queryEntries),
      headers: Object.fromEntries(headerEntries),
      body: typeof body === 'string' ? mask : this.#redactBody(body, asList(schema)),
    }
  }

  #isSecret(operation: Operation | undefined, location: string, name: string): boolean {
    const lowerCase = name.toLowerCase()
    if (this.#credentialNames.has(lowerCase)) return true
    const parameter = operation?.parameters.find(
      ({ value }) => value.in === location && value.name.toLowerCase() === lowerCase,
    )
    return parameter ? this.#isSensitive(parameter.value.schema) : secretName.test(name)
  }

  #isSensitive(schema: Schema | undefined): boolean {
    if (schema === undefined || typeof schema === 'boolean') return false
    const target = dereference<Schema>(this.#document, schema, '').value
    return typeof target === 'object' && target['x-sensitive'] === true
  }

  #redactBody(value: unknown, schemas: readonly Schema[]): unknown {
    if (typeof value !== 'object' || value === null) return value
    const combined = schemas.flatMap(this.#combine)
    if (Array.isArray(value)) {
      const items = combined.flatMap((schema) => asList(schema['items']))
      return value.map((item) => this.#redactBody(item, items))
    }
    const hasSensitiveNames = combined.some((schema) =>
      this.#isSensitive(schema['propertyNames'] as Schema | undefined),
    )
    if (hasSensitiveNames) return mask
    return Object.fromEntries(
      Object.entries(value).map(([name, property]) => {
        const declared = combined.flatMap((schema) => propertySchemas(schema, name))
        const isSecret =
          declared.some((schema) => this.#isSensitive(schema)) || secretName.test(name)
        return [name, isSecret ? mask : this.#redactBody(property, declared)]
      }),
    )
  }
}

function propertySchemas(schema: SchemaObject, name: string): Schema[] {
  const properties = (schema['properties'] ?? {}) as Record<string, Schema>
  return asList(ownValue(properties, name) ?? schema['additionalProperties'])
}

function asList(schema: unknown): Schema[] {
  return schema === undefined ? [] : [schema as Schema]
}
