import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'

export const root: string = join(import.meta.dirname, '../../../../..')

/** Returns the service that editors use, for a program whose only file is not on the disk. */
export function languageService(file: string, source: string): ts.LanguageService {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile)
  const { options } = ts.parseJsonConfigFileContent(
    { ...config, include: [], files: [] },
    ts.sys,
    root,
  )
  const textOf = (name: string) => (name === file ? source : readFileSync(name, 'utf8'))
  const exists = (name: string) => name === file || ts.sys.fileExists(name)
  return ts.createLanguageService({
    fileExists: exists,
    readFile: textOf,
    directoryExists: ts.sys.directoryExists,
    realpath: (path) => ts.sys.realpath?.(path) ?? path,
    getScriptFileNames: () => [file],
    getScriptVersion: () => '1',
    getScriptSnapshot: (name) =>
      exists(name) ? ts.ScriptSnapshot.fromString(textOf(name)) : undefined,
    getCurrentDirectory: () => root,
    getCompilationSettings: () => options,
    getDefaultLibFileName: ts.getDefaultLibFilePath,
  })
}
