import { readFile, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'
import { describe, expect, inject, it } from 'vitest'
import { runCommand } from '../shell.ts'
import { packageFolder } from '../tools.ts'

const tarballs = inject('tarballs')
const attw = join(packageFolder('@arethetypeswrong/cli'), 'dist/index.js')

/** Largest allowed tarballs in bytes: the size at the last change and a tenth. */
const ceilings: Readonly<Record<string, number>> = {
  codegen: 1_340_000,
  core: 249_000,
  mock: 1_067_000,
  runtime: 330_000,
  validation: 280_000,
  webhooks: 104_000,
  mcp: 60_000,
}

const project = inject('project')

/** Subpaths of each package. */
const subpaths: Readonly<Record<string, readonly string[]>> = {
  codegen: ['.'],
  core: ['.', './openapi-fetch', './paths'],
  mcp: ['.'],
  mock: ['.', './vitest', './msw', './playwright'],
  runtime: [
    '.',
    './conversion',
    './node',
    './oauth2',
    './openapi-fetch',
    './recording',
    './tanstack-query',
    './validation',
    './validation/formats',
    './validation/json-schema',
  ],
  validation: ['.', './schemas', './inputs', './operations', './json-schemas'],
  webhooks: ['.', './postgres', './widgets'],
}

it('packs every published package', () => {
  expect(tarballs.map(({ folder }) => folder).sort()).toEqual(Object.keys(subpaths))
})

describe.each(tarballs)('$name', ({ name, file, folder }) => {
  it('exports its subpaths, which load in Node', async () => {
    const manifest = JSON.parse(
      await readFile(join(project, 'node_modules', name, 'package.json'), 'utf8'),
    ) as { exports: object; main: string; types: string }
    const expected = subpaths[folder] ?? []
    expect(Object.keys(manifest.exports)).toEqual([...expected, './package.json'])
    expect([manifest.main, manifest.types]).toEqual(['./dist/index.js', './dist/index.d.ts'])
    const code = expected.map((subpath) => `await import('${join(name, subpath)}')`).join('\n')
    const result = await runCommand(
      { cwd: project },
      process.execPath,
      '--input-type=module',
      '--eval',
      code,
    )
    expect(result).toEqual({ code: 0, output: '' })
  })

  it('has a manifest without findings of publint', async () => {
    const bytes = await readFile(file)
    const tarball = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength)
    const { messages, pkg } = await publint({ pack: { tarball }, strict: true })
    expect(messages.map((message) => formatMessage(message, pkg))).toEqual([])
  })

  it('resolves to types from every ESM importer', async () => {
    const { code, output } = await runCommand(
      { cwd: dirname(file) },
      process.execPath,
      attw,
      file,
      '--profile',
      'esm-only',
      '--no-emoji',
    )
    expect(code, output).toBe(0)
  })

  it('contains its declared files and no others', async () => {
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
          !/^package\/(dist|src|skills)\/|^package\/(package\.json|README\.md|LICENSE|CHANGELOG\.md)$/.test(
            name,
          ),
      ),
    ).toEqual([])
    expect(names.filter((name) => name.endsWith('/SKILL.md'))).toHaveLength(1)
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
