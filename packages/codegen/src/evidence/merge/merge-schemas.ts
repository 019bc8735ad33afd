import type { Alternative, Position, SchemaWalker } from '@returning-kit/runtime/recording'
import { isRecord } from '../../openapi/is-record.ts'
import { escapePointer, valueAt } from '../../openapi/json-pointer.ts'
import type { ContractFiles } from '../write/contract-files.ts'
import { inlineSchema, typesOf } from './inline-schema.ts'
import type { MergeContext, MergeReport } from './merge-report.ts'

/** What the merge of two documents works on. */
export interface MergeTools {
  /** Walks over the schemas of the contract. */
  readonly walker: SchemaWalker
  /** Walks over the schemas of the other document. */
  readonly otherWalker: SchemaWalker
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
  merge(contract: Position, other: Position, pointer: string): void {
    const key = [contract, other].map((one) => one.flat()[0]?.pointer).join(' ')
    if (this.#visited.has(key)) return
    this.#visited.add(key)
    this.#mergeTypes(contract, other, pointer)
    const { walker, otherWalker } = this.#tools
    const own = walker.alternatives(contract)
    const others = otherWalker.alternatives(other)
    const names = others
      .flat()
      .flatMap(({ schema }) =>
        isRecord(schema['properties']) ? Object.keys(schema['properties']) : [],
      )
    for (const name of new Set(names)) {
      const at = `${pointer}/${escapePointer(name)}`
      const known = walker.member(own, name)
      const declared = otherWalker.member(others, name).position
      if (known.isDeclared) this.merge(known.position, declared, at)
      else this.#addMember(own, name, declared, at)
    }
    const [inner, counterpart] = [walker.items(own), otherWalker.items(others)]
    if (inner.length > 0 && counterpart.length > 0) {
      this.merge(inner, counterpart, `${pointer}/*`)
    }
  }

  #mergeTypes(contract: Position, other: Position, pointer: string): void {
    const { walker, otherWalker, files, report } = this.#tools
    const declared = typesOf(contract, walker)
    const otherTypes = typesOf(other, otherWalker)
    if (declared.join() === otherTypes.join() || otherTypes.length === 0) return
    const [site, ...more] = contract.flat()
    const node = site && more.length === 0 ? files.locate(site.pointer) : undefined
    const schema = node && valueAt(node.file.value, node.path)
    const isPlain = isRecord(schema) && !('$ref' in schema) && declared.length > 0
    const isWritten = this.#context.winner === 'other' && node && isPlain
    const type = otherTypes.length === 1 ? otherTypes[0] : otherTypes
    const isMade = isWritten ? node.file.set(node.path, 'type', type) : false
    const types = otherTypes.join(' or ')
    report.addConflict(this.#context, {
      place: `${this.#part} ${pointer}`,
      contract: declared.join(' or ') || 'any',
      other: types,
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
    if (!node || more.length > 0 || this.#context.winner === 'contract') {
      report.suggestAddition(this.#context, place)
      return
    }
    const target = files.follow(node)
    // Another operation may have added it to the same schema.
    if (name in (valueAt(target.file.value, target.path) as object)) return
    if (target.file.set(target.path, name, inlineSchema(declared, otherDocument))) {
      const at = { ...target, path: [...target.path, name] }
      report.addChange(at, `Added \`${name}\` from ${this.#context.otherProvenance.source}.`)
    } else report.suggestAddition(this.#context, place)
  }
}
