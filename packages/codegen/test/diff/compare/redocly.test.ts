import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { compareContracts } from '../../../src/diff/compare-contracts.ts'
import { rows, tableContract } from './table.ts'

const runFile = promisify(execFile)
const redocly = join(
  dirname(createRequire(import.meta.url).resolve('@redocly/cli/package.json')),
  'bin/cli.js',
)

interface RedoclyChange {
  path: string
  base?: { pointer: string }
  revision?: { pointer: string }
}

async function redoclyChanges(before: object, after: object): Promise<RedoclyChange[]> {
  const folder = await mkdtemp(join(tmpdir(), 'redocly-'))
  try {
    await writeFile(join(folder, 'before.json'), JSON.stringify(before))
    await writeFile(join(folder, 'after.json'), JSON.stringify(after))
    await writeFile(join(folder, 'redocly.yaml'), 'extends: [diff-recommended]\n')
    const output = ['--format', 'json', '--output', 'report.json', '--fail-on', 'none']
    const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' }
    const args = [redocly, 'diff', 'before.json', 'after.json', ...output]
    await runFile(process.execPath, args, { cwd: folder, env })
    const report = JSON.parse(await readFile(join(folder, 'report.json'), 'utf8')) as {
      changes: RedoclyChange[]
    }
    return report.changes
  } finally {
    await rm(folder, { recursive: true })
  }
}

// Redocly compares JSON, so it finds every difference, whatever its verdict is.
it('reports something about every operation that Redocly finds a change in', {
  timeout: 60_000,
}, async () => {
  const contracts = [tableContract('before'), tableContract('after')] as const
  const changes = await redoclyChanges(contracts[0].document, contracts[1].document)
  const pointers = changes.flatMap(({ path, base, revision }) => [
    path,
    base?.pointer ?? '',
    revision?.pointer ?? '',
  ])
  const found = pointers.flatMap((pointer) => {
    const [, index] =
      /^#\/(?:paths\/~1(?:moved~1)?op|components\/schemas\/[A-Z][a-z]+)(\d+)/.exec(pointer) ?? []
    return index === undefined ? [] : [`op${index}`]
  })
  const { notices } = compareContracts(...contracts)
  const reported = new Set(notices.flatMap(({ functions }) => functions))
  const missed = [...new Set(found)].filter((id) => !reported.has(id))
  expect(found.length).toBeGreaterThan(rows.length / 2)
  expect(missed.map((id) => rows[Number(id.slice(2))]?.change)).toEqual([])
})
