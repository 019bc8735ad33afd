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
  { document: otherDocument, provenance }: OtherDocument,
  files: ContractFiles,
): Merged {
  const contract = new ExchangeRecorder({ document })
  const other = new ExchangeRecorder({ document: otherDocument })
  const report = new MergeReport()
  const tools: MergeTools = {
    walker: contract.walker,
    otherWalker: other.walker,
    otherDocument,
    files,
    report,
  }
  const uses = new SchemaUses(contract.routes.routes, contract.walker)
  const ignored = ignoredParameters([document, otherDocument])
  const parameters = new ParameterMerge(tools, uses, ignored)
  const { pairs, added } = matchOperations(contract.routes, other.routes)
  for (const pair of pairs) {
    const context = contextOf(pair, provenance)
    parameters.merge(pair, context)
    mergeRequest(pair, context, tools, parameters)
    mergeResponses(pair, context, tools)
    if (context.winner === 'other') setProvenance(pair.contract, context.otherProvenance, tools)
  }
  for (const { method, path } of added) {
    report.suggestions.push(`${method} ${path} is not in the contract. Add it.`)
  }
  return report
}

function contextOf({ contract, other }: OperationPair, fallback: Provenance): MergeContext {
  const provenance = provenanceOf(contract)
  const otherProvenance = provenanceOf(other) ?? fallback
  const winner = winnerOf(provenance, otherProvenance)
  return { operation: contract.id, provenance, otherProvenance, winner }
}

function mergeRequest(
  { contract, other }: OperationPair,
  context: MergeContext,
  tools: MergeTools,
  parameters: ParameterMerge,
): void {
  if (contract.request && other.request) {
    parameters.mergeRequired(contract.request, wordOf(other.request), context, 'request body')
  }
  for (const [type, position] of contract.request?.content ?? []) {
    const counterpart = other.request?.content.get(type)
    if (!counterpart) continue
    new SchemaMerge(tools, context, 'request body').merge(position, counterpart, '')
  }
}

function mergeResponses(
  { contract, other }: OperationPair,
  context: MergeContext,
  tools: MergeTools,
): void {
  for (const [status, response] of other.responses) {
    const known = contract.responses.get(status)
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
