import type { OperationModel } from '../../model/operation.ts'
import type { Document } from '../../openapi/document.ts'
import { successes } from '../client/response-type.ts'

/** Writes the list of all functions by tag: how each is called, what it does, and which statuses it answers. */
export function writeReference(document: Document, models: readonly OperationModel[]): string {
  const tags = new Map<string, OperationModel[]>()
  for (const model of models) {
    const tag = model.operationObject.tags?.[0] ?? 'untagged'
    tags.set(tag, [...(tags.get(tag) ?? []), model])
  }
  const sections = [...tags].map(
    ([tag, members]) => `## ${tag}\n\n${members.map(entry).join('\n')}\n`,
  )
  return `# Functions of ${document.info.title.trim()}\n\nWritten by \`pnpm generate\` from the contract.\n\n${sections.join('\n')}`
}

function entry(model: OperationModel): string {
  const { id, parameters, body, operationObject: source } = model
  const hidden = new Set(source['x-fields']?.style === 'body' ? [] : source['x-fields']?.params)
  const inputs = parameters
    .filter(({ name }) => !hidden.has(name))
    .map(({ name, required }) => (required ? name : `${name}?`))
  if (body) inputs.push(body.required ? 'body' : 'body?')
  if (source['x-fields']) inputs.push('fields?')
  const call = `${id}(client${inputs.length > 0 ? `, { ${inputs.join(', ')} }` : ''})`
  const summary = (source.summary ?? source.description ?? '')
    .trim()
    .split('\n')[0]
    ?.replace(/\.$/, '')
  const good = successes(model).map(({ status }) => status)
  const bad = model.responses.map(({ status }) => status).filter((status) => !good.includes(status))
  const answers = [good.join(', '), bad.length > 0 ? `errors ${bad.join(', ')}` : '']
    .filter(Boolean)
    .join('; ')
  return `- \`${call}\`${summary ? `: ${summary}.` : ''} ${answers && `Answers ${answers}.`}`.trimEnd()
}
