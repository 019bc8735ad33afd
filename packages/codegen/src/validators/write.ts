import type { Document } from '../document.ts'
import type { OperationModel } from '../model.ts'
import { key, quote } from '../names.ts'
import { writingAjv } from './ajv.ts'
import { compile, helpersOf } from './compile.ts'
import { type Entry, type Plan, planOf } from './entries.ts'
import type { Piece } from './split.ts'

const checkName = (name: string) => `check${name}`

/** Writes the validators of a contract, one file each, by their paths. */
export function writeValidators(document: Document, models: readonly OperationModel[]): Record<string, string> {
  const plan = planOf(document, models)
  const ajv = writingAjv(plan.document)
  ajv.addSchema({ $id: 'contract', ...plan.document })
  const pieces = compile(ajv, Object.fromEntries(plan.entries.map(({ name, ref }) => [checkName(name), `contract${ref}`])))
  const folders = new Map(plan.entries.map(({ name, folder }) => [checkName(name), { name, folder }]))
  const files = plan.entries.map((entry) => {
    const piece = pieces.get(checkName(entry.name)) as Piece
    const imports = piece.calls.map((call) => {
      const from = folders.get(call)
      return `import { ${call} } from '../${from?.folder}/${from?.name}.gen.ts'\n`
    })
    return [fileOf(entry.folder, entry.name), validatorText(entry, piece, imports)] as const
  })
  return {
    'schemas.gen.ts': indexText(plan, 'schemas'),
    'inputs.gen.ts': indexText(plan, 'inputs'),
    'operations.gen.ts': models.map(({ id }) => `export { ${id} } from './operations/${id}.gen.ts'\n`).join(''),
    ...Object.fromEntries(files),
    ...Object.fromEntries(models.map((model) => [fileOf('operations', model.id), operationText(plan, model)])),
  }
}

const fileOf = (folder: string, name: string) => `${folder}/${name}.gen.ts`

function indexText({ entries }: Plan, folder: Entry['folder']): string {
  const own = entries.filter((entry) => entry.folder === folder)
  return own.map(({ name }) => `export { ${name} } from './${folder}/${name}.gen.ts'\n`).join('')
}

function validatorText({ name, type, folder }: Entry, { code }: Piece, imports: readonly string[]): string {
  const used = helpersOf(code)
  const what = folder === 'schemas' ? `{@link ${type}}` : folder === 'inputs' ? `{@link types.${name}}` : 'an answer'
  return `// @ts-nocheck
import type * as types from '@returning-kit/core'
import { type Check, type Schema, schema } from '../../schema.ts'
${used.length > 0 ? `import { ${used.join(', ')} } from '../../support.ts'\n` : ''}${imports.join('')}
${code}

/** Validator of ${what}. */
export const ${name}: Schema<${type}> = /* @__PURE__ */ schema(${quote(name)}, ${checkName(name)})

// For the validators that refer to this one.
const check: Check = ${checkName(name)}
export { check as ${checkName(name)} }
`
}

function operationText({ answers, entries }: Plan, { id }: OperationModel): string {
  const input = entries.find(({ folder, ref }) => folder === 'inputs' && ref === `#/inputs/${encodeURIComponent(id)}`)?.name
  const list = answers.get(id) ?? []
  const folderOf = new Map(entries.map(({ name, folder }) => [name, folder]))
  const names = [...new Set(list.map(({ name }) => name))].toSorted()
  const imports = names.map((name) => `import { ${name} } from '../${folderOf.get(name)}/${name}.gen.ts'\n`)
  const types = list.map(({ status, name }) => `readonly ${statusKey(status)}: typeof ${name}`)
  const values = list.map(({ status, name }) => `${statusKey(status)}: ${name}`)
  return `import { ${input} } from '../inputs/${input}.gen.ts'
${imports.join('')}
/** Schemas of what \`${id}\` takes, and of what it answers by status. */
export const ${id}: { readonly input: typeof ${input}; readonly responses: { ${types.join('; ')} } } = {
  input: ${input},
  responses: { ${values.join(', ')} },
}
`
}

const statusKey = (status: string) => (/^\d+$/.test(status) ? status : key(status))
