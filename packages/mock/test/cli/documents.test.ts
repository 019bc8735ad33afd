import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { runCli } from './run-cli.ts'

const document = (path: string) =>
  JSON.stringify({
    openapi: '3.1.0',
    info: { title: 'Any', version: '1' },
    paths: { [path]: { get: { responses: { 200: { description: 'Any.' } } } } },
  })

it('counts a single operation', async () => {
  const file = join(await mkdtemp(join(tmpdir(), 'returning-kit-')), 'a.json')
  await writeFile(file, document('/first'))
  const { lines } = await runCli(['--spec', file], async () => {})
  expect(lines[0]).toMatch(/ \(1 operation\)$/)
})

it('serves any document, again after a change, and asks a real server', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'returning-kit-'))
  const [first, second] = ['a.json', 'b.json'].map((name) => join(folder, name)) as [string, string]
  await writeFile(first, document('/first'))
  await writeFile(second, document('/second'))
  const server = createServer((_, response) => response.writeHead(202).end())
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const proxy = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const statuses: number[] = []
  // In the folder of the documents each record would count as a change.
  const records = await mkdtemp(join(tmpdir(), 'returning-kit-'))
  const record = join(records, 'evidence.jsonl')
  const options = [
    '--spec',
    first,
    '--spec',
    second,
    '--watch',
    '--proxy',
    proxy,
    '--record',
    record,
    '--real',
    '/second',
  ]
  const { code, lines, errors } = await runCli(options, async ({ url, nextError }) => {
    const get = async (path: string) => statuses.push((await fetch(url + path)).status)
    await get('/first')
    await get('/second')
    const reloaded = nextError(/^Reloaded /)
    await writeFile(first, document('/third'))
    await reloaded
    await get('/third')
    await get('/first')
  })
  expect([code, statuses]).toEqual([0, [200, 202, 200, 404]])
  expect(lines[0]).toMatch(new RegExp(`^Mock of ${first}, ${second}: http\\S+ \\(2 operations\\)$`))
  expect(errors.at(-1)).toBe(`Reloaded ${first}, ${second}`)
  const evidence = (await readFile(record, 'utf8')).trim().split('\n')
  expect(evidence.map((line) => JSON.parse(line))).toMatchObject([
    { evidence: 1, method: 'GET', path: '/second', status: 202 },
  ])
  server.close()
  for (const used of [folder, records]) await rm(used, { recursive: true })
})

it.each([
  [['--real', '/a'], /^--real, --mock and --record require --proxy\.$/],
  [['--spec', 'nowhere.yaml'], /^The mock cannot serve the contract:$/],
])('rejects %j', async (options, message) => {
  const { code, errors } = await runCli(options, async () => {})
  expect([code, errors[0]]).toEqual([1, expect.stringMatching(message)])
})
