import ts from 'typescript'

const libraries = new Map<string, ts.SourceFile | undefined>()

/**
 * Returns a host that parses the declarations of TypeScript once for all programs of a process. They
 * are most of what a small program compiles.
 */
export function createCompilerHost(options: ts.CompilerOptions): ts.CompilerHost {
  const host = ts.createCompilerHost(options)
  return {
    ...host,
    // As the compiler's command. By default comments are parsed, too, which only editors need.
    jsDocParsingMode: ts.JSDocParsingMode.ParseForTypeErrors,
    getSourceFile(name, languageVersion, ...rest) {
      const parse = () => host.getSourceFile(name, languageVersion, ...rest)
      if (!/\/typescript\/lib\/lib\.[\w.]+$/.test(name)) return parse()
      const key = JSON.stringify([name, languageVersion])
      if (!libraries.has(key)) libraries.set(key, parse())
      return libraries.get(key)
    },
  }
}
