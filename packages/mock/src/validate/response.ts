import { type Document, examplesOf } from '../contract/document.ts'
import { declaredFor, jsonOf, type Operation } from '../contract/operation.ts'
import type { Schemas } from '../contract/schemas.ts'
import type { Undeclared } from './undeclared.ts'

/** What the contract says of answers, so that a scenario cannot say otherwise. */
export class ResponseValidator {
  readonly #document: Document
  readonly #schemas: Schemas
  readonly #undeclared: Undeclared

  constructor(document: Document, schemas: Schemas, undeclared: Undeclared) {
    this.#document = document
    this.#schemas = schemas
    this.#undeclared = undeclared
  }

  /** What is wrong with an answer, one sentence each. */
  violations(
    operation: Operation,
    status: number,
    body: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): string[] {
    const declared = declaredFor(operation, status)
    if (!declared)
      return body === undefined
        ? []
        : [`${operation.id} declares no ${status}, so it cannot have a body`]
    const wrong = Object.entries(declared.headers).flatMap(([name, { value, pointer }]) => {
      const given = headers[name.toLowerCase()]
      if (given === undefined) return value.required ? [`header ${name} is missing`] : []
      if (value.schema === undefined) return []
      // A header is a text; where the schema wants a number, that is what the text says.
      const numeric = given !== '' && Number.isFinite(Number(given)) ? [Number(given)] : []
      const fits = [given, ...numeric].some(
        (candidate) => this.#schemas.misfits(`${pointer}/schema`, candidate).length === 0,
      )
      return fits ? [] : [`header ${name} does not fit its schema`]
    })
    const json = jsonOf(declared.content)
    if (json?.value.schema === undefined || body === undefined) return wrong
    const misfits = this.#schemas
      .misfits(`${json.pointer}/schema`, body)
      .map(({ at, what }) => `${at || 'the body'} ${what}`)
    const strange = this.#undeclared
      .inValue(json.value.schema, body)
      .map((at) => `${at} is not in the contract`)
    return [...wrong, ...misfits, ...strange]
  }

  /** The contract's JSON example of a status, to be changed freely; undefined where there is none. */
  example(operation: Operation, status: number): unknown {
    const json = jsonOf(declaredFor(operation, status)?.content ?? {})
    return json && structuredClone(examplesOf(this.#document, json)[0]?.value)
  }
}
