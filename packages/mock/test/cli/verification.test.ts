import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { headers, users } from '../helpers.ts'
import { type RunningCli, runCli } from './run-cli.ts'

it('prints a summary, writes the coverage and fails as requested', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'returning-kit-'))
  const files = ['coverage.json', 'coverage.md', 'scenario.json'].map((name) => join(folder, name))
  const [json = '', markdown = '', scenario = ''] = files
  await writeFile(scenario, '{"responses":{"getUser":[{"status":404}]}}')
  const use = async ({ url }: RunningCli) => {
    await (await fetch(url + users, { headers })).text()
    await (await fetch(`${url}${users}?pages=1`, { headers })).text()
    await (await fetch(`${url}/nowhere`)).text()
  }
  const options = ['--coverage', json, '--coverage', markdown, '--scenario', scenario]
  const passed = await runCli(options, use)
  expect(passed.code).toBe(0)
  expect(passed.lines.slice(-8).join('\n')).toMatch(
    new RegExp(
      [
        'Covered 1 of 102 operations and 1 of \\d+ statuses\\.',
        'Undeclared calls:',
        `  GET ${users} \\(1\\)`,
        '    Query parameter `pages` is not in the contract\\.',
        '  GET /nowhere \\(1\\)',
        '    No operation of the contract has this path\\.',
        'Unused responses:',
        '  responses\\.getUser\\[0\\] was used 0 of 1 times$',
      ].join('\n'),
    ),
  )
  expect(JSON.parse(await readFile(json, 'utf8'))).toMatchObject({ operations: { called: 1 } })
  expect(await readFile(markdown, 'utf8')).toMatch(/^# Coverage/)
  const failed = await runCli([...options, '--fail-on', 'undeclared,unused', '--json'], use)
  expect([failed.code, failed.errors.at(-1)]).toEqual([1, 'The run failed: undeclared, unused.'])
  expect(JSON.parse(failed.lines.at(-1) ?? '')).toMatchObject({
    event: 'summary',
    operations: { called: 1 },
    undeclared: [{ operation: 'listCommunityUsers' }, { path: '/nowhere' }],
    unused: [{ operation: 'getUser' }],
  })
  await rm(folder, { recursive: true })
})

it('prints its token beside the log, unless the environment has one', async () => {
  const get =
    (token: string) =>
    async ({ url }: RunningCli) => {
      const init = { headers: { authorization: `Bearer ${token}` } }
      statuses.push((await fetch(`${url}/__mock/requests`, init)).status)
    }
  const statuses: number[] = []
  const printed = await runCli([], get('fake-control-token'))
  expect(printed.errors).toEqual([
    expect.stringMatching(/^Control API: http:\S+\/__mock\/ \(token [\w-]{24}\)$/),
  ])
  expect(printed.lines.join('\n')).not.toMatch(/token/)
  const given = await runCli([], get('fake-control-token'), {
    RETURNING_KIT_MOCK_TOKEN: 'fake-control-token',
  })
  expect(given.errors).toEqual([expect.stringMatching(/^Control API: http:\S+\/__mock\/$/)])
  expect(statuses).toEqual([401, 200])
})

it.each([
  [['--fail-on', 'everything'], /^--fail-on must be undeclared or unused, received everything\./],
  [['--coverage', 'a.txt'], /^--coverage must be a file that ends with \.json or \.md/],
  [['--faults', '2'], /^--faults must be a number from 0 to 1, received 2\./],
])('rejects %j', async (options, message) => {
  const { code, errors } = await runCli(options, async () => {})
  expect([code, errors]).toEqual([1, [expect.stringMatching(message)]])
})
