import type { Imports } from '../../imports.ts'
import { statusKey } from '../../print.ts'
import { printStatements } from '../code/print-code.ts'
import { list } from '../code/statement.ts'
import { modulePath, type OperationEntry, operationSchemasName } from '../plan.ts'
import { relativeModule, type TextContext } from './context.ts'

/** Returns the schemas of each operation of a module. */
export function operationTexts(path: string, context: TextContext, imports: Imports): string[] {
  return context.plan.operations
    .filter(({ module }) => path === `operations/${module}`)
    .map((operation) => operationText(path, operation, context, imports))
}

function operationText(
  path: string,
  { id, input, responses, items }: OperationEntry,
  { entries }: TextContext,
  imports: Imports,
): string {
  const imported = (name: string): string => {
    const entry = entries.get(name)
    if (entry && modulePath(entry) !== path) {
      imports.from(relativeModule(path, modulePath(entry))).value(name)
    }
    return name
  }
  const compiled = responses.filter(({ name }) => entries.has(name))
  const types = compiled.map(
    ({ status, name }) => `    readonly ${statusKey(status)}: typeof ${imported(name)}\n`,
  )
  const values = compiled.map(({ status, name }) => `${statusKey(status)}: ${name}`)
  const hasInput = entries.has(input)
  const itemsName = items !== undefined && entries.has(items) ? imported(items) : undefined
  const [itemsType, itemsValue] = itemsName
    ? [`  readonly items: typeof ${itemsName}\n`, `  items: ${itemsName},\n`]
    : ['', '']
  const subject = itemsName
    ? 'of its responses by status, and of its items'
    : 'and of its responses by status'
  const contract = imports.from('../contract.gen.ts').value('contractHash')
  return `/** Schemas of \`${id}\`: of its input, ${subject}. */
export const ${operationSchemasName(id)}: {
  readonly contract: string
${hasInput ? `  readonly input: typeof ${input}\n` : ''}  readonly responses: ${types.length > 0 ? `{\n${types.join('')}  }` : '{}'}
${itemsType}} = {
  contract: ${contract},
${hasInput ? `  input: ${input},\n` : ''}${responsesLiteral(values)}${itemsValue}}
`
}

function responsesLiteral(values: readonly string[]): string {
  const lines = printStatements([list('responses: {', values, '},')], 1)
  return lines.map((one) => `  ${one}\n`).join('')
}
