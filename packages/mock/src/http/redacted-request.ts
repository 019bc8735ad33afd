import { createSchemaCombiner } from '../contract/combined-schemas.ts'
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
 * Returns a function that masks what the contract declares as a credential or marks as sensitive,
 * and values of other names that look like credentials.
 */
export function createRedactor({
  document,
  operations,
}: RedactedDocument): (request: MockRequest) => RedactedRequest {
  const combine = createSchemaCombiner(document)
  const schemes = Object.keys(document.components?.securitySchemes ?? {}).flatMap(
    (name) => securitySchemeOf(document, name) ?? [],
  )
  const credentialNames = new Set(schemes.map(({ name }) => name?.toLowerCase()))
  const byId = new Map(operations.map((operation) => [operation.id, operation]))

  const isSensitive = (schema: Schema | undefined): boolean => {
    if (schema === undefined || typeof schema === 'boolean') return false
    const target = dereference<Schema>(document, schema, '').value
    return typeof target === 'object' && target['x-sensitive'] === true
  }
  const isSecret = (operation: Operation | undefined, location: string, name: string): boolean => {
    const lowerCase = name.toLowerCase()
    if (credentialNames.has(lowerCase)) return true
    const parameter = operation?.parameters.find(
      ({ value }) => value.in === location && value.name.toLowerCase() === lowerCase,
    )
    return parameter ? isSensitive(parameter.value.schema) : secretName.test(name)
  }
  const redactBody = (value: unknown, schemas: readonly Schema[]): unknown => {
    if (typeof value !== 'object' || value === null) return value
    const combined = schemas.flatMap(combine)
    if (Array.isArray(value)) {
      const items = combined.flatMap((schema): Schema[] => listed(schema['items']))
      return value.map((item) => redactBody(item, items))
    }
    const hasSensitiveNames = combined.some((schema) =>
      isSensitive(schema['propertyNames'] as Schema | undefined),
    )
    if (hasSensitiveNames) return mask
    return Object.fromEntries(
      Object.entries(value).map(([name, property]) => {
        const declared = combined.flatMap((schema): Schema[] => {
          const properties = (schema['properties'] ?? {}) as Record<string, Schema>
          return listed(ownValue(properties, name) ?? schema['additionalProperties'])
        })
        const isHidden = declared.some(isSensitive) || secretName.test(name)
        return [name, isHidden ? mask : redactBody(property, declared)]
      }),
    )
  }

  return ({ operation: id, query, headers, body, ...request }) => {
    const operation = byId.get(id ?? '')
    const schema = operation && jsonMediaType(operation.body)?.value.schema
    return {
      ...request,
      operation: id ?? null,
      query: Object.fromEntries(
        [...new Set(query.keys())].map((name) => [
          name,
          isSecret(operation, 'query', name) ? [mask] : query.getAll(name),
        ]),
      ),
      headers: Object.fromEntries(
        Object.entries(headers).map(([name, value]) => [
          name,
          secretHeader.test(name) || isSecret(operation, 'header', name) ? mask : value,
        ]),
      ),
      body:
        typeof body === 'string' ? mask : redactBody(body, schema === undefined ? [] : [schema]),
    }
  }
}

function listed(schema: unknown): Schema[] {
  return schema === undefined ? [] : [schema as Schema]
}
