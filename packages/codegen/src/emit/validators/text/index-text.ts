import { modulePath, operationSchemasName, type ValidatorEntry } from '../plan.ts'
import type { TextContext } from './context.ts'

const emptyModule = 'export {}\n'

/** Returns the indexes of schemas, inputs and operations, which name what each module exports to users. */
export function indexTexts({ plan, entries }: TextContext): Readonly<Record<string, string>> {
  const compiled = [...entries.values()]
  const ofFolder = (folder: string) => compiled.filter((entry) => entry.folder === folder)
  const operationExports = plan.operations.map(
    ({ id, module }) => [`operations/${module}`, operationSchemasName(id)] as const,
  )
  return {
    'schemas.gen.ts': indexText(ofFolder('schemas').map(exportOf)),
    'inputs.gen.ts': indexText(ofFolder('operations').map(exportOf)),
    'operations.gen.ts': indexText(operationExports),
  }
}

const exportOf = (entry: ValidatorEntry) => [modulePath(entry), entry.name] as const

function indexText(exports: readonly (readonly [path: string, name: string])[]): string {
  const modules = [...Map.groupBy(exports, ([path]) => path)]
  const texts = modules.map(([path, group]) => {
    const names = group.map(([, name]) => `  ${name},\n`)
    return `export {\n${names.join('')}} from './${path}.gen.ts'\n`
  })
  return texts.join('') || emptyModule
}
