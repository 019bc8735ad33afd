import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'

/** A program as it would be shipped: bundled from the sources, minified. */
export async function bundle(program: string, external: readonly string[] = []): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: program, resolveDir: import.meta.dirname, loader: 'ts' },
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

/** What a text weighs on the wire, in bytes. */
export function gzipped(text: string): number {
  return gzipSync(text, { level: 9 }).length
}
