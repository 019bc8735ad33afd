import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { expect, it } from 'vitest'

/** Returns the size of a bundle in bytes, minified and compressed with gzip. */
async function gzipSize(code: string): Promise<number> {
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir: import.meta.dirname },
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    platform: 'browser',
    conditions: ['@repo/source'],
    write: false,
  })
  return gzipSync(outputFiles[0]?.contents ?? '', { level: 9 }).length
}

it.each(['verify, signed', 'verify, encrypted'])(
  'bundles verification and parsing in less than 2.5 KiB: %s',
  async (names) => {
    const size = await gzipSize(`export { ${names} } from '@returning-kit/webhooks'`)
    console.info(`${names}: ${size} bytes`)
    expect(size).toBeLessThan(2560)
  },
)

it('bundles receiving, with limits and gzip, in less than 4 KiB', async () => {
  const size = await gzipSize(
    `export { receive, signed, encrypted } from '@returning-kit/webhooks'`,
  )
  console.info(`receive, signed, encrypted: ${size} bytes`)
  expect(size).toBeLessThan(4096)
})

it('bundles the widgets without code of the server', async () => {
  const size = await gzipSize(`export * from '@returning-kit/webhooks/widgets'`)
  console.info(`widgets: ${size} bytes`)
  expect(size).toBeLessThan(3072)
})
