import { type Document, escapePointer, locate, type Schema } from '../contract/document.ts'
import { jsonOf, type Operation } from '../contract/operation.ts'
import type { IncomingRequest } from '../prism.ts'

type Keywords = Readonly<Record<string, unknown>>

const combiners = ['allOf', 'anyOf', 'oneOf'] as const
const conditionals = ['if', 'then', 'else'] as const

/**
 * Finds what a request carries and the contract does not name. Prism lets all of it pass in silence.
 *
 * A schema counts as closed when it names properties and does not say that others may come, as the types of the client
 * have it.
 */
export class Undeclared {
  readonly #document: Document
  readonly #flat = new WeakMap<object, Keywords[]>()

  constructor(document: Document) {
    this.#document = document
  }

  /** One sentence for each finding; empty when everything is declared. */
  in(operation: Operation, { query, headers, body }: IncomingRequest): string[] {
    const cookies = (headers['cookie'] ?? '')
      .split(';')
      .flatMap((pair) => pair.split('=')[0]?.trim() || [])
    return [
      ...this.#names(operation, 'query', [...query.keys()]),
      ...this.#names(operation, 'cookie', cookies),
      ...this.inBody(operation, headers['content-type'] ?? '', body).map(
        (at) => `Body property ${at} is not in the contract.`,
      ),
    ]
  }

  #names(operation: Operation, place: 'query' | 'cookie', names: readonly string[]): string[] {
    const schemes = operation.security.flat().map((name) => this.#scheme(name))
    const credentials = schemes.flatMap((scheme) =>
      scheme?.in === place ? (scheme.name ?? []) : [],
    )
    const parameters = operation.parameters.flatMap(({ value }) =>
      value.in === place ? value.name : [],
    )
    const known = new Set([...credentials, ...parameters])
    // `filter[name]` belongs to `filter`, and names with two underscores steer Prism.
    const strange = names.filter(
      (name) => !known.has(name) && !known.has(name.replace(/\[.*$/, '')) && !name.startsWith('__'),
    )
    const what = place === 'query' ? 'Query parameter' : 'Cookie'
    return [...new Set(strange)].map((name) => `${what} \`${name}\` is not in the contract.`)
  }

  #scheme(name: string): { readonly in?: string; readonly name?: string } | undefined {
    const given = this.#document.components?.securitySchemes?.[name]
    return given && locate(this.#document, given, '').value
  }

  /** JSON pointers of body members that a closed schema does not name. */
  inBody(operation: Operation, type: string, body: unknown): string[] {
    const json = /[/+]json\b/.test(type) ? jsonOf(operation.body) : undefined
    if (json?.value.schema !== undefined) return this.inValue(json.value.schema, body)
    const form = operation.body[type.split(';')[0]?.trim().toLowerCase() ?? '']
    if (form?.value.schema === undefined || typeof body !== 'string') return []
    const names = /^multipart\//.test(type)
      ? [...body.matchAll(/^content-disposition:[^\r\n]*[; ]name="([^"]*)"/gim)].map(
          ([, name]) => name as string,
        )
      : [...new URLSearchParams(body).keys()].map((name) => name.replace(/\[\]$/, ''))
    return this.inValue(form.value.schema, Object.fromEntries(names.map((name) => [name, ''])))
  }

  /** JSON pointers of members of a value that its closed schemas do not name. */
  inValue(schema: Schema, value: unknown): string[] {
    const found: string[] = []
    this.#visit([schema], value, '', found)
    return found
  }

  #visit(schemas: readonly Schema[], value: unknown, at: string, found: string[]): void {
    const all = schemas.flatMap((schema) => this.#flatten(schema))
    if (Array.isArray(value)) {
      const items = all
        .map((schema) => schema['items'] as Schema | undefined)
        .filter((schema) => schema !== undefined)
      if (items.length > 0)
        for (const [index, item] of value.entries())
          this.#visit(items, item, `${at}/${index}`, found)
      return
    }
    if (typeof value !== 'object' || value === null) return
    const closed = all.some((schema) => schema['properties']) && !all.some(isOpen)
    for (const [name, member] of Object.entries(value)) {
      const named = all
        .map((schema) => propertiesOf(schema)[name])
        .filter((schema) => schema !== undefined)
      if (named.length > 0) this.#visit(named, member, `${at}/${escapePointer(name)}`, found)
      else if (closed) found.push(`${at}/${escapePointer(name)}`)
    }
  }

  // A schema, and all that it combines: which arm of several a value means does not matter here.
  #flatten(given: Schema): Keywords[] {
    if (typeof given === 'boolean') return []
    const known = this.#flat.get(given)
    if (known) return known
    const flat: Keywords[] = []
    this.#flat.set(given, flat)
    const schema = locate<Schema>(this.#document, given, '').value
    if (typeof schema === 'boolean') return flat
    const parts = combiners.flatMap((keyword) => (schema[keyword] as Schema[] | undefined) ?? [])
    const branches = conditionals.map((keyword) => schema[keyword] as Schema | undefined)
    flat.push(
      schema,
      ...[...parts, ...branches].flatMap((part) => (part === undefined ? [] : this.#flatten(part))),
    )
    return flat
  }
}

function propertiesOf(schema: Keywords): Readonly<Record<string, Schema>> {
  return (schema['properties'] as Readonly<Record<string, Schema>> | undefined) ?? {}
}

function isOpen(schema: Keywords): boolean {
  const others = [schema['additionalProperties'], schema['unevaluatedProperties']]
  return (
    others.some((rest) => rest !== undefined && rest !== false) ||
    schema['patternProperties'] !== undefined
  )
}
