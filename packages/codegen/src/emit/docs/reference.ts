import { inputParameters, type OperationModel, successResponses } from '../../model/operation.ts'
import type { Document } from '../../openapi/document.ts'
import type { FileOutput } from '../output.ts'
import { sentence } from '../print.ts'
import { codeSpan, inlineText } from './markdown.ts'
import { provenanceSummary, provenanceText, surfaceSection, webhookSection } from './provenance.ts'
import { nestedTags } from './tag-tree.ts'

/** The list of all operations: how each is called, and what the contract declares about it. */
export const reference = {
  name: 'reference',
  step: 'docs',
  files: { repository: 'docs/reference/operations.md', folder: 'operations.md' },
  emit: ({ source, operations }) => writeReference(source, operations),
} as const satisfies FileOutput

function writeReference(document: Document, models: readonly OperationModel[]): string {
  const byTag = Map.groupBy(models, tagOf)
  const tags = nestedTags(document, byTag.keys())
  const summary = provenanceSummary(models)
  const index = tags.map(({ name, parents }) => {
    const count = byTag.get(name)?.length
    return `${'  '.repeat(parents.length)}- ${inlineText(name)}${count ? `: ${count}` : ''}\n`
  })
  const sections = tags.map(({ name, parents }) => {
    const group = byTag.get(name) ?? []
    const heading = [...parents, name].map(inlineText).join(' / ')
    const texts = group.map((model) => operationSection(document, model))
    return group.length > 0 ? `\n## ${heading}\n${texts.join('')}` : ''
  })
  return `# Operations of ${inlineText(document.info.title)}

Generated from the contract by \`pnpm generate\`. Do not edit.

${summary}${summary && '\n'}${index.join('')}${sections.join('')}${webhookSection(document)}${surfaceSection(document)}`
}

function tagOf({ operationObject }: OperationModel): string {
  return String(operationObject.tags?.[0] ?? 'untagged')
}

function operationSection(document: Document, model: OperationModel): string {
  const { operationObject, security, server } = model
  const provenance = operationObject['x-provenance']
  const pagination = operationObject['x-pagination']
  const host = (server ?? document.servers?.[0]?.url)?.replace(/^https?:\/\//, '')
  const credentials = security.map((schemes) => schemes.join(' + ') || 'none').join(', ')
  const items: [string, string | undefined][] = [
    ['Call', codeSpan(callText(model))],
    [
      'Request',
      `${codeSpan(`${model.method} ${model.path}`)}${host ? ` on ${codeSpan(host)}` : ''}`,
    ],
    ['Responses', statusesText(model)],
    ['Credential', inlineText(credentials || 'none')],
    ['Permission', textOf(operationObject['x-permission'])],
    ['Envelope', textOf(operationObject['x-envelope'])],
    ['Pagination', pagination && `${pagination.style} in ${pagination.in}`],
    ['Field selection', operationObject['x-fields']?.style],
    ['Provenance', provenance && provenanceText(provenance)],
    ['Navigation', textOf(operationObject['x-navigation'])],
  ]
  const list = items.flatMap(([label, text]) => (text ? `- ${label}: ${text}\n` : []))
  const [summary] = (operationObject.summary ?? operationObject.description ?? '')
    .trim()
    .split('\n')
  return `\n### ${model.id}\n\n${summary ? `${inlineText(sentence(summary))}\n\n` : ''}${list.join('')}`
}

const textOf = (value: string | undefined) => value && inlineText(value)

function callText(model: OperationModel): string {
  const { id, body, operationObject } = model
  const inputs = inputParameters(model).map(({ name, required }) => (required ? name : `${name}?`))
  if (body) inputs.push(body.required ? 'body' : 'body?')
  if (operationObject['x-fields']) inputs.push('fields?')
  return `${id}(client${inputs.length > 0 ? `, { ${inputs.join(', ')} }` : ''})`
}

function statusesText(model: OperationModel): string {
  const successes = successResponses(model).map(({ status }) => status)
  const errors = model.responses
    .map(({ status }) => status)
    .filter((status) => !successes.includes(status))
  return [successes.join(', '), errors.length > 0 ? `errors ${errors.join(', ')}` : '']
    .filter(Boolean)
    .join('; ')
}
