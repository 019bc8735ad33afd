import { compareNames } from '../../imports.ts'
import { printStatements } from '../code/print-code.ts'
import { list } from '../code/statement.ts'
import { modulePath, operationSchemasName, type ValidatorEntry } from '../plan.ts'
import type { TextContext } from './context.ts'

const emptyModule = 'export {}\n'

/**
 * Returns the indexes of schemas, inputs and operations, which name what each module exports to
 * users.
 */
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

/** Returns a module that exports names of other modules, sorted as Biome sorts them. */
export function indexText(exports: readonly (readonly [path: string, name: string])[]): string {
  const modules = [...Map.groupBy(exports, ([path]) => path)].sort(([a], [b]) => compareNames(a, b))
  const statements = modules.flatMap(([path, group]) => {
    const names = group.map(([, name]) => name).sort(compareNames)
    return printStatements([list('export {', names, `} from './${path}.gen.ts'`)], 0)
  })
  return statements.length > 0 ? `${statements.join('\n')}\n` : emptyModule
}
