import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'

// recheck also runs as Java or as a binary; its JavaScript is the only one that is always available.
process.env['RECHECK_BACKEND'] = 'pure'
const { checkSync } = await import('recheck')

const folder = join(import.meta.dirname, '../../src/validation')
const files = (await readdir(folder, { recursive: true })).filter((file) => file.endsWith('.ts'))
const sources = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')))
const literals = sources.join('\n').matchAll(/(?<=[ (])\/(?![*/])(\S.*?)\/(i?)(?=[.)]|\n)/g)
const patterns = [...literals].map(([, source = '', flags = '']) => ({ source, flags }))

it('finds the patterns of the formats', () => {
  expect(patterns.length).toBeGreaterThanOrEqual(4)
})

// On a busy machine, a time limit makes a pattern look slow.
const withoutTimeouts = { timeout: null, attackTimeout: null, incubationTimeout: null }

it.each(patterns)('/$source/$flags takes at most linear time', ({ source, flags }) => {
  const result = checkSync(source, flags, { ...withoutTimeouts, randomSeed: 1 })
  expect([result.status, result.status === 'safe' && result.complexity.type]).toEqual([
    'safe',
    expect.stringMatching(/^(linear|safe)$/),
  ])
})
