import { readFile, stat } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'
import { describe, expect, inject, it } from 'vitest'
import { tried } from '../shell.ts'

const tarballs = inject('tarballs')
const require = createRequire(import.meta.url)
const attw = join(dirname(require.resolve('@arethetypeswrong/cli/package.json')), 'dist/index.js')

/** Most bytes a tarball may have: what it has, and a tenth. */
const ceilings: Readonly<Record<string, number>> = {
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
  it('has a manifest that publint finds nothing in', async () => {
    const bytes = await readFile(file)
    const tarball = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength)
    const { messages, pkg } = await publint({ pack: { tarball }, strict: true })
    expect(messages.map((message) => formatMessage(message, pkg))).toEqual([])
  })

  it('resolves to types from every ESM importer', async () => {
    const { code, output } = await tried(
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

  it('holds what it declares, and nothing of the workshop', async () => {
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

  it('stays under its ceiling', async () => {
    const { size } = await stat(file)
    expect(size).toBeLessThan(ceilings[folder] ?? 0)
  })
})

// Names in a tar of plain files. @see https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html
function entries(tar: Buffer): string[] {
  const names: string[] = []
  for (let at = 0; at + 512 <= tar.length && tar[at] !== 0; ) {
    const text = (from: number, length: number) =>
      tar.toString('utf8', at + from, at + from + length).replace(/\0.*$/s, '')
    const prefix = text(345, 155)
    if (text(156, 1) === '0') names.push(prefix ? `${prefix}/${text(0, 100)}` : text(0, 100))
    at += 512 + Math.ceil(Number.parseInt(text(124, 12), 8) / 512) * 512
  }
  return names
}
