import type { Diagnostic } from '../../openapi/diagnostic.ts'
import {
  type Document,
  type OperationObject,
  type Parameter,
  type PathItem,
  type Reference,
  resolve,
} from '../../openapi/document.ts'
import { isHeaderName } from '../../openapi/header-name.ts'
import { isRecord } from '../../openapi/is-record.ts'
import { pointerTo } from '../../openapi/json-pointer.ts'
import { mapOperations, operationsOf, type PathOperation } from '../../openapi/path-item.ts'
import { isStatus } from '../../openapi/status.ts'

/**
 * Returns a document whose operationIds are unique and whose path parameters have a place in the
 * path. Each change is added to `diagnostics`.
 */
export function mendOperations(document: Document, diagnostics: Diagnostic[]): Document {
  const mender = new OperationMender(document, diagnostics)
  const before = diagnostics.length
  const mended = {
    ...document,
    ...(document.paths && { paths: mender.items('paths', document.paths) }),
    ...(document.webhooks && { webhooks: mender.items('webhooks', document.webhooks) }),
  }
  return diagnostics.length === before ? document : mended
}

class OperationMender {
  readonly #document: Document
  readonly #diagnostics: Diagnostic[]
  readonly #operationIds = new Map<string, string>()

  constructor(document: Document, diagnostics: Diagnostic[]) {
    this.#document = document
    this.#diagnostics = diagnostics
  }

  items(kind: 'paths' | 'webhooks', items: Readonly<Record<string, PathItem>>) {
    const mended = Object.entries(items).map(([path, node]) => {
      const item = resolve<PathItem>(this.#document, node)
      const parameters =
        item.parameters && kind === 'paths'
          ? this.#parameters(path, item.parameters, [kind, path])
          : item.parameters
      const changed = {
        ...mapOperations(item, (operation) => this.#operation(operation, kind, path)),
        ...(parameters && { parameters }),
      }
      // A path item behind a reference stays there unless one of its operations changes.
      const before = operationsOf(item)
      const isChanged =
        parameters !== item.parameters ||
        operationsOf(changed).some(
          ({ operationObject }, index) => operationObject !== before[index]?.operationObject,
        )
      return [path, isChanged ? changed : node]
    })
    return Object.fromEntries(mended)
  }

  #operation(
    { method, keys, operationObject: operation }: PathOperation,
    kind: string,
    path: string,
  ): OperationObject {
    const pointer = [kind, path, ...keys]
    const { operationId, parameters } = operation
    let mended = this.#responses(this.#extensions(operation, pointer), pointer)
    if (parameters && kind === 'paths') {
      const kept = this.#parameters(path, parameters, pointer)
      if (kept !== parameters) mended = { ...mended, parameters: kept }
    }
    if (operationId === undefined) return mended
    // openapi-typescript writes a slash for a hash, so both are one name to it.
    const name = operationId.replaceAll('#', '/')
    const first = this.#operationIds.get(name)
    const place = `${method} ${path}`
    if (first === undefined && operationId !== '') {
      this.#operationIds.set(name, place)
      return mended
    }
    const problem =
      operationId === ''
        ? `the operationId of ${place} is empty`
        : `${first} and ${place} have the operationId ${operationId}`
    const message = `${problem}; the function of ${place} is named after its path`
    this.#diagnostics.push({ message, pointer: pointerTo(...pointer) })
    const { operationId: _, ...rest } = mended
    return rest
  }

  // Other tools use the same names, so what has not the form of these extensions is not meant for
  // the generator.
  #extensions(operation: OperationObject, pointer: readonly string[]): OperationObject {
    const foreign = ['x-pagination', 'x-fields'].filter((key) => {
      const value = (operation as Readonly<Record<string, unknown>>)[key]
      return value !== undefined && !(isRecord(value) && 'style' in value)
    })
    const envelope: unknown = operation['x-envelope']
    if (envelope !== undefined && typeof envelope !== 'string') foreign.push('x-envelope')
    if (foreign.length === 0) return operation
    for (const key of foreign) {
      const message = `${key} has not the form that the generator reads; it is left out`
      this.#diagnostics.push({ message, pointer: pointerTo(...pointer, key) })
    }
    const kept = Object.entries(operation).filter(([key]) => !foreign.includes(key))
    return Object.fromEntries(kept)
  }

  #responses(operation: OperationObject, pointer: readonly string[]): OperationObject {
    const responses = Object.entries(operation.responses ?? {})
    const kept = responses.filter(([key]) => isStatus(key) || key.startsWith('x-'))
    if (kept.length === responses.length) return operation
    for (const [key] of responses) {
      if (isStatus(key) || key.startsWith('x-')) continue
      const message = `${JSON.stringify(key)} is not a status; its response is left out`
      this.#diagnostics.push({ message, pointer: pointerTo(...pointer, 'responses', key) })
    }
    return { ...operation, responses: Object.fromEntries(kept) }
  }

  #parameters(
    path: string,
    parameters: (Parameter | Reference)[],
    pointer: readonly string[],
  ): (Parameter | Reference)[] {
    const present = new Set<string>()
    const kept = parameters.filter((node, index) => {
      const parameter = resolve<Parameter>(this.#document, node)
      const key = `${parameter.in} ${parameter.name}`
      const problem = present.has(key)
        ? `the ${parameter.in} parameter ${parameter.name} is declared twice`
        : parameterProblem(path, parameter)
      present.add(key)
      if (problem === undefined) return true
      const message = `${problem}; the parameter is left out`
      this.#diagnostics.push({
        message,
        pointer: pointerTo(...pointer, 'parameters', String(index)),
      })
      return false
    })
    return kept.length === parameters.length ? parameters : kept
  }
}

function parameterProblem(path: string, { name, in: location }: Partial<Parameter>) {
  if (name === undefined || location === undefined) return 'a parameter needs a `name` and an `in`'
  if (location === 'header' && !isHeaderName(name))
    return `${JSON.stringify(name)} is not a header name`
  if (location !== 'path' || path.includes(`{${name}}`)) return undefined
  return `the path ${path} has no {${name}}`
}
