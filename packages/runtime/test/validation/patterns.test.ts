import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { checkPattern } from '@repo/testing/check-pattern'
import { expect, it } from 'vitest'

const folder = join(import.meta.dirname, '../../src/validation')
const files = (await readdir(folder, { recursive: true })).filter((file) => file.endsWith('.ts'))
const sources = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')))
const literals = sources.join('\n').matchAll(/(?<=[ (])\/(?![*/])(\S.*?)\/(i?)(?=[.)]|\n)/g)
const patterns = [...literals].map(([, source = '', flags = '']) => ({ source, flags }))

it('finds the patterns of the formats', () => {
  expect(patterns.length).toBeGreaterThanOrEqual(4)
})

it.each(patterns)('/$source/$flags takes at most linear time', ({ source, flags }) => {
  const result = checkPattern(source, flags)
  expect([result.status, result.status === 'safe' && result.complexity.type]).toEqual([
    'safe',
    expect.stringMatching(/^(linear|safe)$/),
  ])
})
