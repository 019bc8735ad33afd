import type { Diagnostic } from '../openapi/diagnostic.ts'
import type { Document } from '../openapi/document.ts'
import { isRecord } from '../openapi/is-record.ts'
import { escapePointer, pointerTo } from '../openapi/json-pointer.ts'
import type { OperationModel } from './operation.ts'

const operationExtensions = [
  'x-direction',
  'x-envelope',
  'x-fields',
  'x-idempotency-key',
  'x-idempotent',
  'x-navigation',
  'x-pagination',
  'x-permission',
  'x-provenance',
]
const documentExtensions = ['x-envelopes', 'x-surfaces']

const paginationStyles = ['page', 'offset', 'cursor']
const fieldStyles = ['flags', 'csv', 'body']
const requestNames = ['page', 'offset', 'cursor', 'limit']
const responsePaths = ['items', 'next', 'total', 'totalPages', 'hasNext']
const paginationKeys = ['style', 'in', 'size', ...requestNames, ...responsePaths]

/**
 * Returns what is wrong with the extensions of a document: a mistake in one of them would change a
 * function without an error.
 */
export function extensionProblems(
  document: Document,
  models: readonly OperationModel[],
): Diagnostic[] {
  const ofDocument = misspelled(document, documentExtensions).map(({ key, message }) => ({
    message,
    pointer: pointerTo(key),
  }))
  const ofOperations = models.flatMap((model) =>
    operationProblems(document, model).map(({ key, message }) => ({
      message: `${model.id}: ${message}`,
      pointer: `${model.pointer}/${escapePointer(key)}`,
    })),
  )
  return [...ofDocument, ...ofOperations]
}

interface ExtensionProblem {
  readonly key: string
  readonly message: string
}

function operationProblems(document: Document, model: OperationModel): ExtensionProblem[] {
  const { operationObject } = model
  const envelope = operationObject['x-envelope']
  const isKnown = envelope === undefined || envelope === 'none'
  const envelopes = Object.keys(document['x-envelopes'] ?? {})
  const at = (key: string, messages: readonly string[]) =>
    messages.map((message) => ({ key, message }))
  return [
    ...misspelled(operationObject, operationExtensions),
    ...at(
      'x-envelope',
      isKnown || envelopes.includes(envelope)
        ? []
        : [
            `x-envelope ${envelope} is not in x-envelopes; use ${['none', ...envelopes].join(' or ')}`,
          ],
    ),
    ...at('x-pagination', paginationProblems(model)),
    ...at('x-fields', fieldProblems(model)),
  ]
}

function paginationProblems({ operationObject, parameters }: OperationModel): string[] {
  const pagination = operationObject['x-pagination']
  if (pagination === undefined) return []
  const unknownKeys = Object.keys(pagination).filter((key) => !paginationKeys.includes(key))
  const { style, in: location } = pagination
  const queries = new Set(parameters.flatMap((one) => (one.in === 'query' ? [one.name] : [])))
  const names = location === 'query' ? requestNames.map((key) => pagination[key]) : []
  const unknownNames = names.filter((name) => name !== undefined && !queries.has(String(name)))
  return [
    ...unknownKeys.map((key) => `x-pagination has the unknown key ${key}`),
    ...oneOf('the style of x-pagination', style, paginationStyles),
    ...oneOf('`in` of x-pagination', location, ['query', 'body']),
    ...unknownNames.map((name) => `x-pagination names ${name}, which is no query parameter`),
  ]
}

function fieldProblems({ operationObject, parameters }: OperationModel): string[] {
  const fields = operationObject['x-fields']
  if (fields === undefined) return []
  const names = new Set(parameters.map(({ name }) => name))
  const params = Array.isArray(fields.params) ? fields.params : []
  const unknownNames = fields.style === 'body' ? [] : params.filter((name) => !names.has(name))
  return [
    ...oneOf('the style of x-fields', fields.style, fieldStyles),
    ...(params.length === 0 ? ['x-fields has no `params`, an array of names'] : []),
    ...unknownNames.map((name) => `x-fields names ${name}, which is no parameter`),
  ]
}

function oneOf(subject: string, value: unknown, known: readonly string[]): string[] {
  if (known.includes(String(value))) return []
  return [`${subject} is ${JSON.stringify(value)}; use ${known.join(' or ')}`]
}

// Other tools have extensions of their own, so only a name that is nearly known is a mistake.
function misspelled(node: object, known: readonly string[]): ExtensionProblem[] {
  if (!isRecord(node)) return []
  return Object.keys(node)
    .filter((key) => key.startsWith('x-') && !known.includes(key))
    .flatMap((key) => {
      const meant = known.find((name) => isNear(key.toLowerCase(), name))
      return meant ? [{ key, message: `${key} is not an extension; rename it to ${meant}` }] : []
    })
}

// One letter is missing, added or wrong, or two letters changed places.
function isNear(name: string, known: string): boolean {
  const start = [...known].findIndex((letter, index) => letter !== name[index])
  if (start === -1) return name.length <= known.length + 1
  const rest = (text: string, from: number) => text.slice(start + from)
  const isSwapped =
    name[start] === known[start + 1] &&
    name[start + 1] === known[start] &&
    rest(name, 2) === rest(known, 2)
  return (
    isSwapped ||
    rest(name, 1) === rest(known, 1) ||
    rest(name, 0) === rest(known, 1) ||
    rest(name, 1) === rest(known, 0)
  )
}
