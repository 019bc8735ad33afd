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
    for (const { ours, theirs } of pairs) {
      if (ours.in !== 'path') {
        this.mergeRequired(ours, wordOf(theirs), context, placeOf(ours))
      }
      this.#mergeSerialization(ours, theirs, context)
      const { name, position } = ours
      const schemas = new SchemaMerge(this.#tools, context, ours.in)
      schemas.merge(position, theirs.position, `/${escapePointer(name)}`)
    }
    for (const parameter of added) this.#add(pair.ours, parameter, context)
    for (const parameter of missing) this.#mergeMissing(parameter, context)
  }

  /** Compares whether a parameter or a request body is required. */
  mergeRequired(
    ours: Pick<RouteParameter, 'required' | 'pointer'> & Partial<RouteParameter>,
    its: RequiredWord,
    context: MergeContext,
    place: string,
  ): void {
    const mine = wordOf(ours)
    if (mine === its) return
    const { node, why } = this.#editable(ours)
    const isEdited = context.winner === 'theirs' && node && why === undefined
    const isMade = isEdited ? setRequired(node, its === 'required') : false
    const conflict = { place, mine, its, node, isMade, ...(why && { why }) }
    this.#tools.report.addConflict(context, conflict)
    const change = its === 'required' ? 'is required' : 'is no longer required'
    if (isMade && node) this.#tools.report.addChange(node, `${place} ${change}.`)
  }

  // A document leaves out what its authors took for granted, such as headers of all operations. So
  // a parameter is never removed.
  #mergeMissing(ours: RouteParameter, context: MergeContext): void {
    const place = placeOf(ours)
    const { operation, others, winner } = context
    if (ours.required && ours.in !== 'path') {
      this.mergeRequired(ours, 'not declared', context, place)
    } else if (winner === 'theirs') {
      this.#tools.report.suggestions.push(
        `${operation}: ${place} is not declared by ${others.source}. Remove it if the service ignores it.`,
      )
    }
  }

  #mergeSerialization(ours: RouteParameter, theirs: RouteParameter, context: MergeContext): void {
    const { ours: walker, theirs: otherWalker, report } = this.#tools
    const types = [typesOf(ours.position, walker), typesOf(theirs.position, otherWalker)].flat()
    const isComposed = types.some((type) => type === 'array' || type === 'object')
    const [mine, its] = [serializationOf(ours), serializationOf(theirs)]
    if (!isComposed || mine === its) return
    const { node, why } = this.#editable(ours)
    const isEdited =
      context.winner === 'theirs' && node && why === undefined && !ours.isJson && !theirs.isJson
    const { style, explode } = theirs
    const isMade =
      isEdited &&
      node.file.set(node.path, 'style', style, 'schema') &&
      node.file.set(node.path, 'explode', explode, 'schema')
    const place = placeOf(ours)
    const conflict = { place, mine, its, node, isMade: isMade === true, ...(why && { why }) }
    report.addConflict(context, conflict)
    if (isMade && node) report.addChange(node, `${place} is serialized as ${its}.`)
  }

  #add(route: Route, theirs: RouteParameter, context: MergeContext): void {
    const { report, files, otherDocument } = this.#tools
    const place = placeOf(theirs)
    if (theirs.required && context.winner === undefined) {
      const conflict = { mine: 'not declared', its: 'required', node: files.locate(route.pointer) }
      report.addConflict(context, { place, ...conflict, isMade: false })
      return
    }
    const isOther = theirs.in === 'path' || context.winner === 'ours'
    const at = isOther
      ? undefined
      : appendParameter(files.locate(route.pointer), parameterObject(theirs, otherDocument))
    if (at) report.addChange(at, `Added ${place} from ${context.others.source}.`)
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
