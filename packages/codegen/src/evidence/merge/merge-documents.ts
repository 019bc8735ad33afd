import { ExchangeRecorder, type Position, type Route } from '@returning-kit/runtime/recording'
import type { Document, Provenance } from '../../openapi/document.ts'
import { isRecord } from '../../openapi/is-record.ts'
import { escapePointer, valueAt } from '../../openapi/json-pointer.ts'
import { locationOf } from '../learn/lesson.ts'
import type { ContractFiles } from '../write/contract-files.ts'
import { inlineSchema, typesOf } from './inline-schema.ts'
import { matchOperations, type OperationPair } from './match-operations.ts'
import { winnerOf } from './winner.ts'

/** The other document, and how well it is known. */
export interface OtherDocument {
  readonly document: Document
  /** The provenance of its operations that have none of their own. */
  readonly provenance: Provenance
}

/** What a merge did, and what it left to a person. */
export interface Merged {
  readonly changes: readonly string[]
  /** Where both documents declare different things, with both sources. */
  readonly conflicts: readonly string[]
  readonly suggestions: readonly string[]
}

/** Merges another document into the files of a contract. The caller writes them. */
export function mergeDocuments(
  document: Document,
  other: OtherDocument,
  files: ContractFiles,
): Merged {
  const merge = new Merge(document, other, files)
  merge.run()
  return merge
}

class Merge implements Merged {
  readonly changes: string[] = []
  readonly conflicts: string[] = []
  readonly suggestions: string[] = []
  readonly #ours: ExchangeRecorder
  readonly #theirs: ExchangeRecorder
  readonly #other: OtherDocument
  readonly #files: ContractFiles

  constructor(document: Document, other: OtherDocument, files: ContractFiles) {
    this.#ours = new ExchangeRecorder({ document })
    this.#theirs = new ExchangeRecorder({ document: other.document })
    this.#other = other
    this.#files = files
  }

  run(): void {
    const { pairs, added } = matchOperations(this.#ours.routes, this.#theirs.routes)
    for (const pair of pairs) this.#mergeOperation(pair)
    for (const { method, path } of added) {
      this.suggestions.push(`${method} ${path} is not in the contract. Add it.`)
    }
  }

  #mergeOperation({ ours, theirs }: OperationPair): void {
    const own = provenanceOf(ours)
    const others = provenanceOf(theirs) ?? this.#other.provenance
    const context = { operation: ours.id, own, others, winner: winnerOf(own, others) }
    for (const [type, position] of ours.request?.content ?? []) {
      const counterpart = theirs.request?.content.get(type)
      if (counterpart) this.#compare(position, counterpart, 'request body', '', context, new Set())
    }
    for (const [status, response] of theirs.responses) {
      const known = ours.responses.get(status)
      if (!known) {
        this.suggestions.push(
          `${ours.id}: status ${status} is declared by ${others.source}. Add it.`,
        )
        continue
      }
      for (const [type, position] of known.content) {
        const counterpart = response.content.get(type)
        const part = `${status} response body`
        if (counterpart) this.#compare(position, counterpart, part, '', context, new Set())
      }
    }
    if (context.winner === 'theirs') this.#setProvenance(ours, others)
  }

  #compare(
    ours: Position,
    theirs: Position,
    part: string,
    pointer: string,
    context: MergeContext,
    visited: Set<string>,
  ): void {
    const key = [ours, theirs].map((one) => one.flat()[0]?.pointer).join(' ')
    if (visited.has(key)) return
    visited.add(key)
    this.#compareTypes(ours, theirs, part, pointer, context)
    const own = this.#ours.walker.alternatives(ours)
    const others = this.#theirs.walker.alternatives(theirs)
    const names = others
      .flat()
      .flatMap(({ schema }) =>
        isRecord(schema['properties']) ? Object.keys(schema['properties']) : [],
      )
    for (const name of new Set(names)) {
      const at = `${pointer}/${escapePointer(name)}`
      const known = this.#ours.walker.member(own, name)
      const declared = this.#theirs.walker.member(others, name).position
      if (known.isDeclared) this.#compare(known.position, declared, part, at, context, visited)
      else this.#addMember(own, name, declared, `${part} ${at}`, context)
    }
    const [inner, counterpart] = [this.#ours.walker.items(own), this.#theirs.walker.items(others)]
    if (inner.length > 0 && counterpart.length > 0) {
      this.#compare(inner, counterpart, part, `${pointer}/*`, context, visited)
    }
  }

  #compareTypes(
    ours: Position,
    theirs: Position,
    part: string,
    pointer: string,
    { operation, own, others, winner }: MergeContext,
  ): void {
    const [mine, its] = [typesOf(ours, this.#ours.walker), typesOf(theirs, this.#theirs.walker)]
    if (mine.join() === its.join() || its.length === 0) return
    const node =
      ours.flat().length === 1 ? this.#files.locate(ours.flat()[0]?.pointer ?? '') : undefined
    const schema = node && valueAt(node.file.value, node.path)
    const isPlain = isRecord(schema) && !('$ref' in schema) && mine.length > 0
    const isWritten = winner === 'theirs' && node && isPlain
    const where = node ? `${locationOf(node)} ` : ''
    const type = its.length === 1 ? its[0] : its
    const isMade = isWritten && node.file.set(node.path, 'type', type)
    const verdict = isMade
      ? 'The other document was taken.'
      : winner === 'ours'
        ? 'The contract was kept.'
        : 'Decide which is right.'
    this.conflicts.push(
      `${where}${operation} ${part} ${pointer}: ${mine.join(' or ') || 'any'} (${sourceText(own)}) or ${its.join(' or ')} (${sourceText(others)}). ${verdict}`,
    )
    if (isMade)
      this.changes.push(`${locationOf(node)} The type of ${pointer} is ${its.join(' or ')}.`)
  }

  #addMember(
    own: ReturnType<ExchangeRecorder['walker']['alternatives']>,
    name: string,
    declared: Position,
    place: string,
    { operation, others, winner }: MergeContext,
  ): void {
    const [schemas, ...more] = own
    const owner = schemas?.find(({ schema }) => isRecord(schema['properties']))
    const node = owner && this.#files.locate(`${owner.pointer}/properties`)
    if (!node || more.length > 0 || winner === 'ours') {
      this.suggestions.push(`${operation}: ${place} is declared by ${others.source}. Add it.`)
      return
    }
    const target = this.#files.follow(node)
    // Another operation may have added it to the same schema.
    if (name in (valueAt(target.file.value, target.path) as object)) return
    const schema = inlineSchema(declared, this.#other.document)
    if (target.file.set(target.path, name, schema)) {
      const at = { ...target, path: [...target.path, name] }
      this.changes.push(`${locationOf(at)} Added \`${name}\` from ${others.source}.`)
    } else this.suggestions.push(`${operation}: ${place} is declared by ${others.source}. Add it.`)
  }

  #setProvenance({ id, pointer, operationObject }: Route, provenance: Provenance): void {
    const node = this.#files.locate(pointer)
    const { status, source, asOf, count } = provenance
    const value = { status, source, asOf, ...(count !== undefined && { count }) }
    if (!node || !operationObject['x-provenance']) return
    if (!node.file.set(node.path, 'x-provenance', value)) return
    const at = { ...node, path: [...node.path, 'x-provenance'] }
    this.changes.push(`${locationOf(at)} \`${id}\` is ${status} by ${source}.`)
  }
}

interface MergeContext {
  readonly operation: string
  readonly own: Provenance | undefined
  readonly others: Provenance
  readonly winner: ReturnType<typeof winnerOf>
}

function provenanceOf({ operationObject }: Route): Provenance | undefined {
  const provenance = operationObject['x-provenance']
  return isRecord(provenance) ? (provenance as unknown as Provenance) : undefined
}

function sourceText(provenance: Provenance | undefined): string {
  if (!provenance) return 'the contract'
  return `${provenance.status}, ${provenance.source}, ${provenance.asOf}`
}
