import type { Node } from '../../emit/types/ts-node.ts'
import type { Fix } from './fix.ts'

/**
 * `--root-types` exports the schemas with an enum, too, unless an enum of that name is exported.
 * 7.13 leaves them out under `--enum`, also those that become no TypeScript enum; and it exports a
 * type and an enum of one name (openapi-typescript#2341).
 */
export const rootEnums: Fix = {
  name: 'root-enums',
  summary: 'with --root-types and --enum, schemas with an enum are exported, too',
  declarations(declarations, { options, declare }) {
    if (!options.rootTypes || !options.enum) return declarations
    // Without --enum, openapi-typescript leaves out none.
    const aliases = declare({ ...options, enum: false }).filter(isRootType)
    const enums = new Set(declarations.filter(({ kind }) => kind === 'EnumDeclaration').map(nameOf))
    const components = declarations.findIndex((one) => nameOf(one) === 'components')
    const others = declarations.filter((one) => !isRootType(one))
    const added = aliases.filter((one) => !enums.has(nameOf(one)))
    return others.toSpliced(components + 1, 0, ...added)
  },
}

const nameOf = ({ name }: Node) => name?.text

// `export type SchemaUser = components['schemas']['User'];`
function isRootType(one: Node): boolean {
  return one.kind === 'TypeAliasDeclaration' && / = components\['/.test(one.print(''))
}
