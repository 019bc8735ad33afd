import { type Document, examplesOf, type Located, type MediaType } from '../contract/document.ts'
import { declaredResponse, jsonMediaType, type Operation } from '../contract/operation.ts'
import type { Schemas } from '../contract/schemas.ts'
import type { UndeclaredFinder } from './undeclared.ts'

interface ValidatedResponse {
  readonly status: number
  /** Headers with lower-case names. */
  readonly headers?: Readonly<Record<string, string>>
  readonly body: unknown
}

/** Validates responses that a scenario changes. Prism validates the others. */
export class ResponseValidator {
  readonly #document: Document
  readonly #schemas: Schemas
  readonly #undeclared: UndeclaredFinder

  constructor(document: Document, schemas: Schemas, undeclared: UndeclaredFinder) {
    this.#document = document
    this.#schemas = schemas
    this.#undeclared = undeclared
  }

  /** Returns one message for each violation of the contract. */
  violations(operation: Operation, { status, headers = {}, body }: ValidatedResponse): string[] {
    const declared = declaredResponse(operation, status)
    if (!declared) {
      if (body === undefined) return []
      return [`${operation.id} does not declare status ${status}, so it must not have a body`]
    }
    const headerViolations = Object.entries(declared.headers).flatMap(([name, header]) => {
      const violation = this.#headerViolation(header, headers[name.toLowerCase()])
      return violation ? [`header ${name} ${violation}`] : []
    })
    const schema = jsonMediaType(declared.content)
    if (schema?.value.schema === undefined || body === undefined) return headerViolations
    const bodyViolations = this.#schemas
      .violations(`${schema.pointer}/schema`, body, ['writeOnly'])
      .map(({ pointer, message }) => `${pointer || 'the body'} ${message}`)
    const undeclared = this.#undeclared
      .inValue(schema.value.schema, body)
      .map((pointer) => `${pointer} is not in the contract`)
    return [...headerViolations, ...bodyViolations, ...undeclared]
  }

  #headerViolation(
    { value: header, pointer }: Located<MediaType>,
    value: string | undefined,
  ): string | undefined {
    if (value === undefined) return header.required ? 'is missing' : undefined
    if (header.schema === undefined) return undefined
    // A header is a string, which also matches a number schema if it can be parsed as a number.
    const isNumeric = value !== '' && Number.isFinite(Number(value))
    const candidates = isNumeric ? [value, Number(value)] : [value]
    const isValid = candidates.some(
      (candidate) => this.#schemas.violations(`${pointer}/schema`, candidate).length === 0,
    )
    return isValid ? undefined : 'does not match its schema'
  }

  /** Returns a copy of the contract's JSON example for a status, or undefined. */
  example(operation: Operation, status: number): unknown {
    const json = jsonMediaType(declaredResponse(operation, status)?.content ?? {})
    return json && structuredClone(examplesOf(this.#document, json)[0]?.value)
  }
}
