import { execFileSync } from 'node:child_process'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { licensesOf } from '@repo/testing/licenses'
import { build, type Plugin } from 'esbuild'

// The package is bundled with what it uses of its dependencies. Installed, they have 100 MB, most
// of it Java and binaries of recheck and parts of Redocly that are never loaded.

const dist = join(import.meta.dirname, 'dist')

/** What `requireAsOpenapiTypescript` loads. */
const required = [
  '@redocly/openapi-core',
  'openapi-typescript/dist/lib/ts.cjs',
  'openapi-typescript/dist/lib/utils.cjs',
  'openapi-typescript/dist/transform/index.cjs',
  'openapi-typescript/dist/transform/schema-object.cjs',
  'yargs-parser',
]
/** The dependencies of openapi-typescript that get stand-ins. */
const standIns = ['typescript', '@redocly/openapi-core/lib/ref-utils.js']

// A module runs when it is required, so the stand-ins are there before.
const linkedModule = `import { current } from 'stand-ins'
const modules = {
${required.map((name) => `  '${name}': () => require('${name}'),`).join('\n')}
}
export const requireAsOpenapiTypescript = (name) => modules[name]()
export function withStandIns({ modules, wrapPathItem }, load) {
  Object.assign(current, modules, { wrapPathItem })
  return load()
}`

const linkOpenapiTypescript: Plugin = {
  name: 'link-openapi-typescript',
  setup({ onLoad, onResolve }) {
    const resolveDir = dirname(createRequire(import.meta.url).resolve('openapi-typescript'))
    onLoad({ filter: /require-openapi-typescript\.ts$/ }, () => ({
      contents: linkedModule,
      resolveDir,
    }))
    onResolve({ filter: new RegExp(`^(${standIns.join('|')})$`) }, ({ path, importer }) =>
      importer.includes('/openapi-typescript/') ? { path, namespace: 'stand-in' } : undefined,
    )
    onLoad({ filter: /./, namespace: 'stand-in' }, ({ path }) => ({
      contents: `module.exports = require('stand-ins').current['${path}']`,
    }))
    onLoad({ filter: /transform\/path-item-object\.cjs$/ }, ({ path }) => ({
      contents: `${readFileSync(path, 'utf8')}
module.exports = require('stand-ins').current.wrapPathItem(module.exports)`,
      resolveDir: dirname(path),
    }))
    onResolve({ filter: /^stand-ins$/ }, ({ path }) => ({ path, namespace: 'stand-ins' }))
    onLoad({ filter: /./, namespace: 'stand-ins' }, () => ({
      contents: 'export const current = {}',
    }))
  },
}

// Redocly exports its main module only, which loads everything.
const linkRedoclyParts: Plugin = {
  name: 'link-redocly-parts',
  setup({ onLoad }) {
    const lib = dirname(createRequire(import.meta.url).resolve('@redocly/openapi-core'))
    onLoad({ filter: /redocly-parts\.ts$/ }, () => ({
      contents: `export const loadRedoclyParts = async () => ({
  ...(await import('./oas-types.js')),
  ...(await import('./types/index.js')),
  ...(await import('./rules/common/struct.js')),
})`,
      resolveDir: lib,
    }))
  },
}

// recheck runs in the calling thread, so its other backends are left out: another package, and half
// of its file, which is the string of a web worker.
const slimRecheck: Plugin = {
  name: 'slim-recheck',
  setup({ onLoad, onResolve }) {
    onResolve({ filter: /^synckit$/ }, ({ path }) => ({ path, namespace: 'omitted' }))
    onLoad({ filter: /./, namespace: 'omitted' }, () => ({ contents: 'module.exports = {}' }))
    onLoad({ filter: /recheck\/lib\/main\.js$/ }, ({ path }) => {
      const text = readFileSync(path, 'utf8')
      const worker = text.slice(text.lastIndexOf('=`') + 1, text.lastIndexOf('`;function') + 1)
      if (worker.length < text.length / 3)
        throw new Error('recheck has another form. Adapt build.ts.')
      return { contents: text.replace(worker, '""') }
    })
  },
}

// The commands that read recorded calls run without the runtime, which is an optional peer.
const bundleRecording: Plugin = {
  name: 'bundle-recording',
  setup({ onResolve }) {
    const path = join(import.meta.dirname, '../runtime/src/recording/index.ts')
    onResolve({ filter: /^@returning-kit\/runtime\/recording$/ }, () => ({ path }))
  },
}

rmSync(dist, { recursive: true, force: true })
const { metafile } = await build({
  absWorkingDir: import.meta.dirname,
  entryPoints: ['src/cli.ts', 'src/index.ts', 'src/pipeline/workers/worker.ts'],
  entryNames: '[name]',
  outdir: dist,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node22.12',
  minifySyntax: true,
  minifyWhitespace: true,
  external: ['typescript', '@returning-kit/*'],
  plugins: [linkOpenapiTypescript, linkRedoclyParts, slimRecheck, bundleRecording],
  metafile: true,
  // Modules of CommonJS call `require`.
  banner: {
    js: `import { createRequire as createRequireOfBundle } from 'node:module'
const require = createRequireOfBundle(import.meta.url)`,
  },
})
// Else the bundle would look for openapi-typescript where it is not installed.
if (!('src/emit/types/require-openapi-typescript.ts' in metafile.inputs)) {
  throw new Error('The bundle does not link openapi-typescript. Adapt the plugin in build.ts.')
}
writeFileSync(join(dist, 'LICENSES.md'), licensesOf(metafile, import.meta.dirname))
execFileSync(
  process.execPath,
  ['../../node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'],
  {
    cwd: import.meta.dirname,
    stdio: 'inherit',
  },
)
