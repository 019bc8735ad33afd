import ts from 'typescript'

const parsed = new Map<string, ts.SourceFile | undefined>()

/**
 * Returns a compiler host that parses the declaration files of TypeScript once for all programs of a
 * process. They are most of what a small program compiles.
 */
export function createHostWithLibraries(options: ts.CompilerOptions): ts.CompilerHost {
  const host = ts.createCompilerHost(options)
  return {
    ...host,
    getSourceFile(name, languageVersion, ...rest) {
      if (!/\/typescript\/lib\/lib\.[\w.]+$/.test(name)) {
        return host.getSourceFile(name, languageVersion, ...rest)
      }
      const key = JSON.stringify([name, languageVersion])
      if (!parsed.has(key)) parsed.set(key, host.getSourceFile(name, languageVersion, ...rest))
      return parsed.get(key)
    },
  }
}
