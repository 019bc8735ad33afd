import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'

/** Bundles and minifies a program, as an application ships it. */
export type Bundle = (program: string, external?: readonly string[]) => Promise<string>

/** Returns a bundler for programs that resolve their imports from `folder`. */
export function bundlerFrom(folder: string): Bundle {
  return async (program, external = []) => {
    const { outputFiles } = await build({
      stdin: { contents: program, resolveDir: folder, loader: 'ts' },
      bundle: true,
      minify: true,
      format: 'esm',
      target: 'es2022',
      write: false,
      conditions: ['@repo/source'],
      external: [...external],
      logLevel: 'silent',
    })
    return outputFiles[0]?.text ?? ''
  }
}

/** Returns the size of a string after gzip, in bytes. */
export function gzipped(text: string): number {
  return gzipSync(text, { level: 9 }).length
}
