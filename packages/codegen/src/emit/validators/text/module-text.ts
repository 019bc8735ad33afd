import { Imports } from '../../imports.ts'
import { quote } from '../../print.ts'
import { printStatements } from '../code/print-code.ts'
import { line, list } from '../code/statement.ts'
import type { ModuleDraft } from '../module/draft.ts'
import type { ModuleConstant } from '../module/module.ts'
import { checkName, modulePath, type ValidatorEntry } from '../plan.ts'
import { relativeModule, type TextContext } from './context.ts'
import { operationTexts } from './operation-text.ts'
import { declarationText } from './validator-declaration.ts'

/**
 * Returns the text of a module: constants, functions, schemas, and the schemas of its operations.
 */
export function moduleText(draft: ModuleDraft, context: TextContext): string {
  const imports = new Imports()
  const { module, entries } = draft
  const runtime = imports.from(context.modules.runtime)
  for (const name of module.helpers) runtime.value(name)
  for (const name of module.types) runtime.type(name)
  for (const name of module.formats) imports.from(context.modules.formats).value(name)
  importChecks(draft, context, imports)
  const validators = entries.map(({ entry, compiled }) => {
    const isCalled = context.exported.has(checkName(entry.name))
    const functions = compiled.functions.map((text, index, { length }) =>
      text(isCalled && index === length - 1),
    )
    return [...functions, schemaText(entry, context, imports)].join('\n')
  })
  const constants = module.constants.map(constantText).join('')
  const operations = operationTexts(draft.path, context, imports)
  const parts = [constants, ...validators, ...operations].filter((part) => part !== '')
  return `${imports.print()}\n${parts.join('\n')}`
}

function importChecks(
  { path, entries }: ModuleDraft,
  context: TextContext,
  imports: Imports,
): void {
  for (const check of entries.flatMap(({ compiled }) => [...compiled.calls])) {
    const entry = context.checks.get(check)
    if (!entry || modulePath(entry) === path) continue
    imports.from(relativeModule(path, modulePath(entry))).value(check)
  }
}

function schemaText(entry: ValidatorEntry, { modules }: TextContext, imports: Imports): string {
  const { name, title, type, folder } = entry
  const typesModule = folder === 'schemas' ? modules.types.schemas : modules.types.operations
  imports.from(typesModule).typeNamespace('types')
  const runtime = imports.from(modules.runtime)
  const schemaType = runtime.type('Schema')
  const args = [quote(title), checkName(name)]
  const value = list(`/* @__PURE__ */ ${runtime.value('schema')}(`, args, ')')
  const comment = folder === 'responses' ? 'a response' : `{@link types.${name}}`
  return `/** Validates ${comment}. */\n${declarationText(`export const ${name}: ${schemaType}<`, [type], value)}`
}

function constantText({ name, code, type }: ModuleConstant): string {
  const head = `const ${name}${type === undefined ? '' : `: ${type}`} = `
  const statement = typeof code === 'string' ? line(`${head}${code}`) : list(`${head}[`, code, ']')
  return `${printStatements([statement], 0).join('\n')}\n`
}
