import type { OpenAPI3 } from 'openapi-typescript'
import ts from 'typescript'
import { expect } from 'vitest'
import { createCompilerHost } from '../../../src/diff/judge/compiler-host.ts'
import { fixes } from '../../../src/types-command/fixes/fixes.ts'
import type { OutputFlags } from '../../../src/types-command/flags.ts'
import { writeDocumentTypes } from '../../../src/types-command/write-types.ts'

/** Returns the types without and with a fix. */
export function typesOf(schemas: object, fix: string, flags: OutputFlags = {}): [string, string] {
  const document = {
    openapi: '3.1.0',
    info: { title: 'T', version: '1' },
    paths: {},
    components: { schemas },
  } as unknown as OpenAPI3
  const chosen = fixes.filter(({ name }) => name === fix)
  expect(chosen).toHaveLength(1)
  const options = { ...flags, silent: true }
  return [writeDocumentTypes(document, options), writeDocumentTypes(document, options, chosen)]
}

/** Returns the lines of a component, trimmed. */
export function component(types: string, name: string): string {
  const [, text = ''] = new RegExp(`\\n {8}${name}: (.*?;)\\n {8}[^ }]`, 's').exec(types) ?? []
  return text.replaceAll(/\s+/g, ' ').replaceAll(/\/\*\*.*?\*\/ /g, '')
}

/** Returns what TypeScript reports of a program. */
export function problemsOf(code: string): string[] {
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    target: ts.ScriptTarget.ES2022,
    lib: ['lib.es2022.d.ts'],
    types: [],
    skipLibCheck: true,
  }
  const host = createCompilerHost(options)
  const { getSourceFile } = host
  host.getSourceFile = (name, ...rest) =>
    name === 'program.ts'
      ? ts.createSourceFile(name, code, ts.ScriptTarget.ES2022)
      : getSourceFile(name, ...rest)
  const program = ts.createProgram(['program.ts'], options, host)
  return ts
    .getPreEmitDiagnostics(program)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))
}
