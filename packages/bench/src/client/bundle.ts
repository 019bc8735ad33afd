import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'

/** A minified program. Sizes are in bytes. */
export interface Bundle {
  readonly minified: number
  readonly gzip: number
  /** Minified bytes by module, which is named by its folder and file. */
  readonly modules: ReadonlyMap<string, number>
}

/** Bundles a program for browsers. */
export async function bundle(program: string): Promise<Bundle> {
  const { outputFiles, metafile } = await build({
    stdin: { contents: program, resolveDir: fileURLToPath(new URL('.', import.meta.url)) },
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2024',
    conditions: ['@repo/source'],
    logLevel: 'error',
  })
  const bytes = outputFiles[0]?.contents ?? new Uint8Array()
  const inputs = Object.entries(Object.values(metafile.outputs)[0]?.inputs ?? {})
  return {
    minified: bytes.byteLength,
    gzip: bytes.byteLength === 0 ? 0 : gzipSync(bytes, { level: 9 }).byteLength,
    modules: new Map(inputs.map(([file, { bytesInOutput }]) => [moduleName(file), bytesInOutput])),
  }
}

function moduleName(file: string): string {
  return file
    .split('/')
    .slice(-2)
    .join('/')
    .replace(/(\.gen)?\.ts$/, '')
}
