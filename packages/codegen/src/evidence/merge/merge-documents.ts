import { ExchangeRecorder, type Route } from '@returning-kit/runtime/recording'
import type { Document, Provenance } from '../../openapi/document.ts'
import { isRecord } from '../../openapi/is-record.ts'
import { SchemaUses } from '../learn/schema-uses.ts'
import type { ContractFiles } from '../write/contract-files.ts'
import { matchOperations, type OperationPair } from './match-operations.ts'
import { ignoredParameters } from './match-parameters.ts'
import { ParameterMerge, wordOf } from './merge-parameters.ts'
import { type MergeContext, type Merged, MergeReport } from './merge-report.ts'
import { type MergeTools, SchemaMerge } from './merge-schemas.ts'
import { winnerOf } from './winner.ts'

/** The other document, and how well it is known. */
export interface OtherDocument {
  readonly document: Document
  /** The provenance of its operations that have none of their own. */
  readonly provenance: Provenance
}

/** Merges another document into the files of a contract. The caller writes them. */
export function mergeDocuments(
  document: Document,
  other: OtherDocument,
  files: ContractFiles,
): Merged {
  const ours = new ExchangeRecorder({ document })
  const theirs = new ExchangeRecorder({ document: other.document })
  const report = new MergeReport()
  const tools: MergeTools = {
    ours: ours.walker,
    theirs: theirs.walker,
    otherDocument: other.document,
    files,
    report,
  }
  const uses = new SchemaUses(ours.routes.routes, ours.walker)
  const ignored = ignoredParameters([document, other.document])
  const parameters = new ParameterMerge(tools, uses, ignored)
  const { pairs, added } = matchOperations(ours.routes, theirs.routes)
  for (const pair of pairs) {
    const own = provenanceOf(pair.ours)
    const others = provenanceOf(pair.theirs) ?? other.provenance
    const context = { operation: pair.ours.id, own, others, winner: winnerOf(own, others) }
    parameters.merge(pair, context)
    mergeRequest(pair, context, tools, parameters)
    mergeResponses(pair, context, tools)
    if (context.winner === 'theirs') setProvenance(pair.ours, others, tools)
  }
  for (const { method, path } of added) {
    report.suggestions.push(`${method} ${path} is not in the contract. Add it.`)
  }
  return report
}

function mergeRequest(
  { ours, theirs }: OperationPair,
  context: MergeContext,
  tools: MergeTools,
  parameters: ParameterMerge,
): void {
  if (ours.request && theirs.request) {
    parameters.mergeRequired(ours.request, wordOf(theirs.request), context, 'request body')
  }
  for (const [type, position] of ours.request?.content ?? []) {
    const counterpart = theirs.request?.content.get(type)
    if (counterpart)
      new SchemaMerge(tools, context, 'request body').merge(position, counterpart, '')
  }
}

function mergeResponses(
  { ours, theirs }: OperationPair,
  context: MergeContext,
  tools: MergeTools,
): void {
  for (const [status, response] of theirs.responses) {
    const known = ours.responses.get(status)
    if (!known) {
      tools.report.suggestAddition(context, `status ${status}`)
      continue
    }
    for (const [type, position] of known.content) {
      const counterpart = response.content.get(type)
      const part = `${status} response body`
      if (counterpart) new SchemaMerge(tools, context, part).merge(position, counterpart, '')
    }
  }
}

function setProvenance(
  { id, pointer, operationObject }: Route,
  { status, source, asOf, count }: Provenance,
  { files, report }: MergeTools,
): void {
  const node = files.locate(pointer)
  const value = { status, source, asOf, ...(count !== undefined && { count }) }
  if (!node || !operationObject['x-provenance']) return
  if (!node.file.set(node.path, 'x-provenance', value)) return
  const at = { ...node, path: [...node.path, 'x-provenance'] }
  report.addChange(at, `\`${id}\` is ${status} by ${source}.`)
}

function provenanceOf({ operationObject }: Route): Provenance | undefined {
  const provenance = operationObject['x-provenance']
  return isRecord(provenance) ? (provenance as unknown as Provenance) : undefined
}
