import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import ts from 'typescript'
import { root } from '../site.ts'

/** Declarations of the named schemas of the contract, with their comments, by name. */
export type Types = ReadonlyMap<string, string>

/** Reads the types of all schemas from the generated code. */
export async function readTypes(): Promise<Types> {
  const path = join(root, 'packages/core/src/generated/schemas.gen.ts')
  const text = await readFile(path, 'utf8')
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true)
  return new Map(
    file.statements
      .filter((one) => ts.isInterfaceDeclaration(one) || ts.isTypeAliasDeclaration(one))
      .map((one) => [
        one.name.text,
        one
          .getFullText(file)
          .trim()
          .replace(/^export /m, ''),
      ]),
  )
}

/** Returns the names of schemas in the text of a type, each once. */
export function typeNames(text: string, types: Types): string[] {
  const code = text.replaceAll(/\/\*.*?\*\/|'[^']*'/gs, '')
  return [...new Set(code.match(/\b[A-Z]\w+/g))].filter((name) => types.has(name))
}

/** Returns a section with the types that some texts name, and those that these name in turn. */
export function typesSection(texts: readonly string[], types: Types): string {
  const names = new Set(texts.flatMap((text) => typeNames(text, types)))
  for (const name of names)
    for (const used of typeNames(types.get(name) ?? '', types)) names.add(used)
  if (names.size === 0) return ''
  const declarations = [...names].map(
    (name) => `### ${name}\n\n\`\`\`ts\n${types.get(name)}\n\`\`\``,
  )
  return ['## Types', ...declarations].join('\n\n')
}
