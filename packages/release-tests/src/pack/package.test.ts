import { readFile, stat } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'
import { describe, expect, inject, it } from 'vitest'
import { tryCommand } from '../shell.ts'

const tarballs = inject('tarballs')
const require = createRequire(import.meta.url)
const attw = join(dirname(require.resolve('@arethetypeswrong/cli/package.json')), 'dist/index.js')

/** Maximum size of each tarball in bytes: about a tenth above its current size. */
const maxSizes: Readonly<Record<string, number>> = {
  core: 290_000,
  validation: 370_000,
  mock: 240_000,
  webhooks: 74_000,
}

it('packs every package that is published', () => {
  expect(tarballs.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['@returning-kit/core', '@returning-kit/validation']),
  )
})

describe.each(tarballs)('$name', ({ file, folder }) => {
  it('has a manifest without publint problems', async () => {
    const bytes = await readFile(file)
    const tarball = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength)
    const { messages, pkg } = await publint({ pack: { tarball }, strict: true })
    expect(messages.map((message) => formatMessage(message, pkg))).toEqual([])
  })

  it('resolves to types in every ESM importer', async () => {
    const { code, output } = await tryCommand(
      dirname(file),
      process.execPath,
      attw,
      file,
      '--profile',
      'esm-only',
      '--no-emoji',
    )
    expect(code, output).toBe(0)
  })

  it('contains the declared files and no development files', async () => {
    const names = entries(gunzipSync(await readFile(file)))
    expect(names).toEqual(
      expect.arrayContaining([
        'package/package.json',
        'package/README.md',
        'package/LICENSE',
        'package/dist/index.js',
      ]),
    )
    expect(
      names.filter(
        (name) =>
          !/^package\/(dist|src)\/|^package\/(package\.json|README\.md|LICENSE|CHANGELOG\.md)$/.test(
            name,
          ),
      ),
    ).toEqual([])
    expect(names.filter((name) => /\.test\.|\.tsbuildinfo$|node_modules/.test(name))).toEqual([])
  })

  it('does not exceed its maximum size', async () => {
    const { size } = await stat(file)
    expect(size).toBeLessThan(maxSizes[folder] ?? 0)
  })
})

// Returns the names of the files in a tar archive. @see
// https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html
function entries(tar: Buffer): string[] {
  const names: string[] = []
  for (let start = 0; start + 512 <= tar.length && tar[start] !== 0; ) {
    const field = (offset: number, length: number) =>
      tar.toString('utf8', start + offset, start + offset + length).replace(/\0.*$/s, '')
    const prefix = field(345, 155)
    if (field(156, 1) === '0') names.push(prefix ? `${prefix}/${field(0, 100)}` : field(0, 100))
    start += 512 + Math.ceil(Number.parseInt(field(124, 12), 8) / 512) * 512
  }
  return names
}
