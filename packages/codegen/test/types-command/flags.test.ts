import { readFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { UsageError } from '../../src/command/command.ts'
import { fixes } from '../../src/types-command/fixes/fixes.ts'
import { outputFlags, parseTypesArguments } from '../../src/types-command/flags.ts'
import { typesCommand } from '../../src/types-command/types-command.ts'
import { smallDocuments, writtenByOpenapiTypescript, writtenByTypes } from './openapi-typescript.ts'

// Its default is true.
const toggled = outputFlags.map((flag) => [flag, flag !== 'defaultNonNullable'] as const)

describe.each(smallDocuments.map((file) => [relative(import.meta.dirname, file), file]))(
  'types of %s',
  (_, file) => {
    it('equal those of openapi-typescript', async () => {
      expect(await writtenByTypes(file, {})).toBe(await writtenByOpenapiTypescript(file, {}))
    })

    it.each(toggled)('equal those of openapi-typescript with %s: %s', async (flag, value) => {
      const flags = { [flag]: value }
      expect(await writtenByTypes(file, flags)).toBe(await writtenByOpenapiTypescript(file, flags))
    })
  },
)

it('writes the types of openapi-typescript for random combinations of flags', async () => {
  const flags = fc.dictionary(fc.constantFrom(...outputFlags), fc.boolean(), { maxKeys: 20 })
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...smallDocuments), flags, async (file, chosen) => {
      expect(await writtenByTypes(file, chosen)).toBe(
        await writtenByOpenapiTypescript(file, chosen),
      )
    }),
    { numRuns: 50 },
  )
})

it('shows each flag in some document', async () => {
  for (const [flag, value] of toggled) {
    // These change what other flags write.
    const base = flag.startsWith('rootTypes') ? { rootTypes: flag !== 'rootTypes' } : {}
    const enums = /^(dedupe|conditional)Enums$/.test(flag) ? { enum: true } : {}
    const written = await Promise.all(
      smallDocuments.map(async (file) => [
        await writtenByTypes(file, { ...base, ...enums }),
        await writtenByTypes(file, { ...base, ...enums, [flag]: value }),
      ]),
    )
    expect(
      written.some(([without, with_]) => without !== with_),
      flag,
    ).toBe(true)
  }
})

it.each([
  ['--root-types', { rootTypes: true }],
  ['--rootTypes', { rootTypes: true }],
  ['--root-types=false', { rootTypes: false }],
  ['--no-root-types', { rootTypes: false }],
  ['--default-non-nullable false', { defaultNonNullable: false }],
  ['-t', { exportType: true }],
  ['--enum --immutable', { enum: true, immutable: true }],
])('parses %s', (args, flags) => {
  const parsed = parseTypesArguments(['api.yaml', ...args.split(' ')])
  expect(parsed).toMatchObject({ input: 'api.yaml', flags })
  expect(Object.keys(parsed.flags)).toEqual(Object.keys(flags))
})

it.each([
  ['--root-type', 'The option --root-type is unknown.'],
  ['--immutable-types', 'The option --immutable-types is unknown. Use --immutable instead.'],
  ['--support-array-length', 'Use --array-length instead.'],
  ['-x', 'The option -x is unknown.'],
  ['b.yaml', 'Expected one document, received 2: a.yaml b.yaml.'],
  ['-o', 'The option --output takes one value.'],
  ['-o b.ts -o c.ts', 'The option --output takes one value.'],
  ['--fixed nothing', 'The fix nothing is unknown. Expected all, or some of '],
])('rejects %s', (args, message) => {
  expect(() => parseTypesArguments(['a.yaml', ...args.split(' ')])).toThrow(UsageError)
  expect(() => parseTypesArguments(['a.yaml', ...args.split(' ')])).toThrow(message)
})

it('rejects a pattern', () => {
  expect(() => parseTypesArguments(['api/*.yaml'])).toThrow('List several documents as `apis`')
})

it('describes each flag and each fix in the help and in the reference', async () => {
  const reference = join(import.meta.dirname, '../../../../docs/reference/types.md')
  for (const text of [typesCommand.help, await readFile(reference, 'utf8')]) {
    for (const flag of outputFlags) {
      expect(text).toContain(
        `--${flag.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`,
      )
    }
    for (const { name } of fixes) expect(text).toContain(name)
  }
})
