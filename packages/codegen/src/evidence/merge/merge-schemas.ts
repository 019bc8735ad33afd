import type { Alternative, Position, SchemaWalker } from '@returning-kit/runtime/recording'
import { isRecord } from '../../openapi/is-record.ts'
import { escapePointer, valueAt } from '../../openapi/json-pointer.ts'
import type { ContractFiles } from '../write/contract-files.ts'
import { inlineSchema, typesOf } from './inline-schema.ts'
import type { MergeContext, MergeReport } from './merge-report.ts'

/** What the merge of two documents works on. */
export interface MergeTools {
  /** Walks over the schemas of the contract. */
  readonly ours: SchemaWalker
  /** Walks over the schemas of the other document. */
  readonly theirs: SchemaWalker
  readonly otherDocument: object
  readonly files: ContractFiles
  readonly report: MergeReport
}

/** Merges the schemas of one part of a call: its types and members. */
export class SchemaMerge {
  readonly #tools: MergeTools
  readonly #context: MergeContext
  readonly #part: string
  readonly #visited = new Set<string>()

  /** @param part - The part of the call in words, such as `200 response body`. */
  constructor(tools: MergeTools, context: MergeContext, part: string) {
    this.#tools = tools
    this.#context = context
    this.#part = part
  }

  /** Compares what both documents declare at a pointer of the part. */
  merge(ours: Position, theirs: Position, pointer: string): void {
    const key = [ours, theirs].map((one) => one.flat()[0]?.pointer).join(' ')
    if (this.#visited.has(key)) return
    this.#visited.add(key)
    this.#mergeTypes(ours, theirs, pointer)
    const { ours: mine, theirs: its } = this.#tools
    const own = mine.alternatives(ours)
    const others = its.alternatives(theirs)
    const names = others
      .flat()
      .flatMap(({ schema }) =>
        isRecord(schema['properties']) ? Object.keys(schema['properties']) : [],
      )
    for (const name of new Set(names)) {
      const at = `${pointer}/${escapePointer(name)}`
      const known = mine.member(own, name)
      const declared = its.member(others, name).position
      if (known.isDeclared) this.merge(known.position, declared, at)
      else this.#addMember(own, name, declared, at)
    }
    const [inner, counterpart] = [mine.items(own), its.items(others)]
    if (inner.length > 0 && counterpart.length > 0) {
      this.merge(inner, counterpart, `${pointer}/*`)
    }
  }

  #mergeTypes(ours: Position, theirs: Position, pointer: string): void {
    const { ours: walker, theirs: otherWalker, files, report } = this.#tools
    const [mine, its] = [typesOf(ours, walker), typesOf(theirs, otherWalker)]
    if (mine.join() === its.join() || its.length === 0) return
    const node = ours.flat().length === 1 ? files.locate(ours.flat()[0]?.pointer ?? '') : undefined
    const schema = node && valueAt(node.file.value, node.path)
    const isPlain = isRecord(schema) && !('$ref' in schema) && mine.length > 0
    const isWritten = this.#context.winner === 'theirs' && node && isPlain
    const type = its.length === 1 ? its[0] : its
    const isMade = isWritten ? node.file.set(node.path, 'type', type) : false
    const types = its.join(' or ')
    report.addConflict(this.#context, {
      place: `${this.#part} ${pointer}`,
      mine: mine.join(' or ') || 'any',
      its: types,
      node,
      isMade,
    })
    if (isMade && node) report.addChange(node, `The type of ${pointer} is ${types}.`)
  }

  #addMember(own: readonly Alternative[], name: string, declared: Position, pointer: string): void {
    const { files, report, otherDocument } = this.#tools
    const place = `${this.#part} ${pointer}`
    const [schemas, ...more] = own
    const owner = schemas?.find(({ schema }) => isRecord(schema['properties']))
    const node = owner && files.locate(`${owner.pointer}/properties`)
    if (!node || more.length > 0 || this.#context.winner === 'ours') {
      report.suggestAddition(this.#context, place)
      return
    }
    const target = files.follow(node)
    // Another operation may have added it to the same schema.
    if (name in (valueAt(target.file.value, target.path) as object)) return
    if (target.file.set(target.path, name, inlineSchema(declared, otherDocument))) {
      const at = { ...target, path: [...target.path, name] }
      report.addChange(at, `Added \`${name}\` from ${this.#context.others.source}.`)
    } else report.suggestAddition(this.#context, place)
  }
}
