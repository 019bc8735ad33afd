import type { Route, RouteParameter } from '@returning-kit/runtime/recording'
import { isRecord } from '../../openapi/is-record.ts'
import { escapePointer, valueAt } from '../../openapi/json-pointer.ts'
import type { SchemaUses } from '../learn/schema-uses.ts'
import type { LocatedNode } from '../write/contract-files.ts'
import { inlineSchema, typesOf } from './inline-schema.ts'
import type { OperationPair } from './match-operations.ts'
import { matchParameters } from './match-parameters.ts'
import type { MergeContext } from './merge-report.ts'
import { type MergeTools, SchemaMerge } from './merge-schemas.ts'

/** Merges the parameters of operations: which there are, which are required, and their schemas. */
export class ParameterMerge {
  readonly #tools: MergeTools
  readonly #uses: SchemaUses
  readonly #ignored: ReadonlySet<string>

  constructor(tools: MergeTools, uses: SchemaUses, ignored: ReadonlySet<string>) {
    this.#tools = tools
    this.#uses = uses
    this.#ignored = ignored
  }

  merge(pair: OperationPair, context: MergeContext): void {
    const { pairs, added, missing } = matchParameters(pair, this.#ignored)
    for (const { contract, other } of pairs) {
      if (contract.in !== 'path') {
        this.mergeRequired(contract, wordOf(other), context, placeOf(contract))
      }
      this.#mergeSerialization(contract, other, context)
      const { name, position } = contract
      const schemas = new SchemaMerge(this.#tools, context, contract.in)
      schemas.merge(position, other.position, `/${escapePointer(name)}`)
    }
    for (const parameter of added) this.#add(pair.contract, parameter, context)
    for (const parameter of missing) this.#mergeMissing(parameter, context)
  }

  /** Compares whether a parameter or a request body is required. */
  mergeRequired(
    contract: Pick<RouteParameter, 'required' | 'pointer'> & Partial<RouteParameter>,
    other: RequiredWord,
    context: MergeContext,
    place: string,
  ): void {
    const word = wordOf(contract)
    if (word === other) return
    const { node, why } = this.#editable(contract)
    const isEdited = context.winner === 'other' && node && why === undefined
    const isMade = isEdited ? setRequired(node, other === 'required') : false
    const conflict = { place, contract: word, other, node, isMade, ...(why && { why }) }
    this.#tools.report.addConflict(context, conflict)
    const change = other === 'required' ? 'is required' : 'is no longer required'
    if (isMade && node) this.#tools.report.addChange(node, `${place} ${change}.`)
  }

  // A document leaves out what its authors took for granted, such as headers of all operations. So
  // a parameter is never removed.
  #mergeMissing(contract: RouteParameter, context: MergeContext): void {
    const place = placeOf(contract)
    const { operation, otherProvenance, winner } = context
    if (contract.required && contract.in !== 'path') {
      this.mergeRequired(contract, 'not declared', context, place)
    } else if (winner === 'other') {
      this.#tools.report.suggestions.push(
        `${operation}: ${place} is not declared by ${otherProvenance.source}. Remove it if the service ignores it.`,
      )
    }
  }

  #mergeSerialization(
    contract: RouteParameter,
    other: RouteParameter,
    context: MergeContext,
  ): void {
    const { walker, otherWalker, report } = this.#tools
    const types = [typesOf(contract.position, walker), typesOf(other.position, otherWalker)].flat()
    const isComposed = types.some((type) => type === 'array' || type === 'object')
    const serialization = serializationOf(contract)
    const otherSerialization = serializationOf(other)
    if (!isComposed || serialization === otherSerialization) return
    const { node, why } = this.#editable(contract)
    const isEdited =
      context.winner === 'other' && node && why === undefined && !contract.isJson && !other.isJson
    const { style, explode } = other
    const isMade =
      isEdited &&
      node.file.set(node.path, 'style', style, 'schema') &&
      node.file.set(node.path, 'explode', explode, 'schema')
    const place = placeOf(contract)
    report.addConflict(context, {
      place,
      contract: serialization,
      other: otherSerialization,
      node,
      isMade: isMade === true,
      ...(why && { why }),
    })
    if (isMade && node) report.addChange(node, `${place} is serialized as ${otherSerialization}.`)
  }

  #add(route: Route, other: RouteParameter, context: MergeContext): void {
    const { report, files, otherDocument } = this.#tools
    const place = placeOf(other)
    if (other.required && context.winner === undefined) {
      const conflict = {
        contract: 'not declared',
        other: 'required',
        node: files.locate(route.pointer),
      }
      report.addConflict(context, { place, ...conflict, isMade: false })
      return
    }
    const isOther = other.in === 'path' || context.winner === 'contract'
    const at = isOther
      ? undefined
      : appendParameter(files.locate(route.pointer), parameterObject(other, otherDocument))
    if (at) report.addChange(at, `Added ${place} from ${context.otherProvenance.source}.`)
    else report.suggestAddition(context, place)
  }

  #editable({ pointer, position = [] }: Pick<RouteParameter, 'pointer'> & Partial<RouteParameter>) {
    const { files } = this.#tools
    const located = files.locate(pointer)
    const node = located && files.follow(located)
    const isShared = position.flat().some((site) => this.#uses.isShared(site.pointer))
    return { node, why: isShared ? 'Other operations share it. ' : undefined }
  }
}

type RequiredWord = 'required' | 'optional' | 'not declared'

/** Returns whether a parameter or body is required, in words. */
export function wordOf({ required }: { readonly required: boolean }): RequiredWord {
  return required ? 'required' : 'optional'
}

function placeOf({ in: location, name }: RouteParameter): string {
  return `${location} /${escapePointer(name)}`
}

function serializationOf({ isJson, style, explode }: RouteParameter): string {
  return isJson ? 'JSON' : `${style}${explode ? ' with explode' : ''}`
}

function setRequired({ file, path }: LocatedNode, isRequired: boolean): boolean {
  return isRequired ? file.set(path, 'required', true, 'schema') : file.delete(path, 'required')
}

function parameterObject(parameter: RouteParameter, document: object): object {
  const { name, in: location, required, position, pointer } = parameter
  const source = valueAt(document, pointer)
  const { description, style, explode, content } = isRecord(source) ? source : {}
  const schema = inlineSchema(position, document)
  const [type] = Object.keys(isRecord(content) ? content : {})
  return {
    name,
    in: location,
    ...(required && { required }),
    ...(typeof description === 'string' && { description }),
    ...(style !== undefined && { style }),
    ...(explode !== undefined && { explode }),
    ...(type === undefined ? { schema } : { content: { [type]: { schema } } }),
  }
}

/** Returns where a parameter was added to an operation; undefined if the file cannot be edited. */
function appendParameter(
  operation: LocatedNode | undefined,
  parameter: object,
): LocatedNode | undefined {
  if (!operation) return undefined
  const { file, path } = operation
  const all = valueAt(file.value, [...path, 'parameters'])
  const before = valueAt(file.value, [...path, 'requestBody']) ? 'requestBody' : 'responses'
  const isMade = Array.isArray(all)
    ? file.append([...path, 'parameters'], parameter)
    : file.set(path, 'parameters', [parameter], before)
  return isMade ? { file, path: [...path, 'parameters'] } : undefined
}
