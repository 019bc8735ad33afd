import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'

/** Returns a program bundled from the sources and minified. Its imports are resolved from the folder `resolveDir`. */
export async function bundle(program: string, resolveDir: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: program, resolveDir, loader: 'ts' },
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    write: false,
    conditions: ['@repo/source'],
    logLevel: 'silent',
  })
  return outputFiles[0]?.text ?? ''
}

/** Returns the size of code compressed with `gzip -9`, in bytes. */
export function gzipped(code: string): number {
  return gzipSync(code, { level: 9 }).length
}

/** What an entry file loads at run time: its own files, relative to `root`, and the packages that it imports. */
export interface LoadedModules {
  readonly files: readonly string[]
  readonly packages: readonly string[]
}

/** Returns what a file of the folder `root` loads, type-only imports excluded. */
export async function loadedModules(entry: string, root: string): Promise<LoadedModules> {
  const { metafile } = await build({
    entryPoints: [entry],
    absWorkingDir: root,
    bundle: true,
    packages: 'external',
    format: 'esm',
    write: false,
    metafile: true,
    logLevel: 'silent',
  })
  const imports = Object.values(metafile.inputs).flatMap((input) => input.imports)
  const packages = imports.filter(({ external }) => external).map(({ path }) => path)
  return { files: Object.keys(metafile.inputs), packages: [...new Set(packages)] }
}
