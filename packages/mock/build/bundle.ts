import { build, type Metafile, type Plugin } from 'esbuild'
import { contract, contractHash } from '../src/generated/contract.gen.ts'
import { bundledResources } from '../src/prism/bundled-resources.ts'

const root = `${import.meta.dirname}/..`

function parsed(value: unknown): string {
  // Node parses JSON faster than code.
  return `JSON.parse(${JSON.stringify(JSON.stringify(value))})`
}

// What does not change after the build is computed here.
const precomputed: Plugin = {
  name: 'precomputed',
  setup({ onLoad }) {
    onLoad({ filter: /mock\/src\/generated\/contract\.gen\.ts$/ }, () => ({
      contents:
        `export const contractHash = '${contractHash}'\n` +
        `export const contract = ${parsed(contract)}`,
    }))
    onLoad({ filter: /src\/bundled-resources\.ts$/ }, async () => ({
      contents:
        `const resources = ${parsed(await bundledResources())}\n` +
        'export const bundledResources = async () => resources',
    }))
  },
}

// Prism also reads Swagger 2 and collections of Postman, and its generator knows all languages.
const unused: Plugin = {
  name: 'unused',
  setup({ onResolve, onLoad, resolve }) {
    // Node has the URL that node-fetch brings for old versions.
    const filter = /^(@stoplight\/http-spec\/(oas2|postman)\/operation|whatwg-url)$/
    onResolve({ filter }, ({ path }) => ({ path, namespace: 'unused' }))
    onLoad({ filter: /./, namespace: 'unused' }, () => ({ contents: 'module.exports = {}' }))
    const replace = (filter: RegExp, path: string) =>
      onResolve({ filter }, ({ resolveDir }) => resolve(path, { resolveDir, kind: 'require-call' }))
    replace(/^@faker-js\/faker$/, '@faker-js/faker/locale/en')
    // Its other module finds its parts with a `require` that no bundler sees.
    replace(/^jsonc-parser$/, 'jsonc-parser/lib/esm/main.js')
  },
}

/** Bundles the entry points of the package into `dist`. */
export async function bundle(entryPoints: readonly string[]): Promise<Metafile> {
  const { metafile } = await build({
    entryPoints: entryPoints.map((name) => `${root}/src/${name}.ts`),
    outdir: `${root}/dist`,
    bundle: true,
    splitting: true,
    minify: true,
    metafile: true,
    platform: 'node',
    format: 'esm',
    target: 'node22.12',
    conditions: ['@repo/source'],
    external: ['vitest', 'msw', '@playwright/test'],
    legalComments: 'none',
    // Modules of Prism's dependencies call `require` for modules of Node.
    banner: {
      js: "import { createRequire as $createRequire } from 'node:module'; const require = $createRequire(import.meta.url);",
    },
    plugins: [precomputed, unused],
  })
  return metafile
}
