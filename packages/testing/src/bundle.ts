import { gzipSync } from 'node:zlib'
import { build, type Plugin } from 'esbuild'

/** Resolves `program:<index>` to a program of an array, whose imports are resolved from a folder. */
function programLoader(programs: readonly string[], resolveDir: string): Plugin {
  const namespace = 'program'
  return {
    name: namespace,
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^program:/ }, ({ path }) => ({ path, namespace }))
      onLoad({ filter: /^program:/, namespace }, ({ path }) => {
        const contents = programs[Number(path.slice('program:'.length))] ?? ''
        return { contents, resolveDir, loader: 'ts' }
      })
    },
  }
}

/**
 * Returns programs bundled from the sources and minified. Their imports are resolved from the folder
 * `resolveDir`. esbuild reads the sources once, so this is faster than a bundle of each program.
 */
export async function bundleAll(
  programs: readonly string[],
  resolveDir: string,
): Promise<string[]> {
  const { outputFiles } = await build({
    entryPoints: programs.map((_, index) => `program:${index}`),
    plugins: [programLoader(programs, resolveDir)],
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    write: false,
    outdir: resolveDir,
    conditions: ['@repo/source'],
    logLevel: 'silent',
  })
  return outputFiles.map(({ text }) => text)
}

/** Returns a program bundled as {@link bundleAll} does. */
export async function bundle(program: string, resolveDir: string): Promise<string> {
  const [code = ''] = await bundleAll([program], resolveDir)
  return code
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
