// Compares the time from `npx` with an empty cache to the first response.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { readContract } from '@returning-kit/codegen/internal'
import { aim, median, report, table } from '../report.ts'
import { packMock } from './pack-mock.ts'
import { freePort } from './servers.ts'

const rounds = 3
const root = join(import.meta.dirname, '../../../..')

async function untilResponse(url: string): Promise<void> {
  const isResponding = await fetch(url).then(
    () => true,
    () => false,
  )
  if (isResponding) return
  await wait(20)
  await untilResponse(url)
}

async function measure(
  folder: string,
  packages: readonly string[],
  command: readonly string[],
): Promise<number> {
  const cwd = await mkdtemp(join(folder, 'npx-'))
  const port = String(await freePort())
  const from = packages.flatMap((name) => ['--package', name])
  const args = ['exec', '--yes', '--cache', join(cwd, 'cache'), ...from, '--', ...command, port]
  const start = performance.now()
  const PATH = [dirname(process.execPath), process.env['PATH']].join(delimiter)
  const env = { ...process.env, PATH }
  const child = spawn('npm', args, {
    cwd,
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
    detached: true,
  })
  const exited = once(child, 'exit')
  const failed = exited.then(() => {
    throw new Error(`${command.join(' ')} did not start.`)
  })
  await Promise.race([untilResponse(`http://127.0.0.1:${port}/`), failed])
  failed.catch(() => {})
  const time = performance.now() - start
  // npm starts a shell, which starts the server.
  process.kill(-(child.pid ?? 0))
  await exited
  await rm(cwd, { recursive: true, force: true })
  return time
}

const folder = await mkdtemp(join(tmpdir(), 'returning-kit-npx-'))
try {
  await mkdir(join(folder, 'mock'))
  const tarball = await packMock(join(folder, 'mock'))
  const { document } = await readContract(join(root, 'openapi/openapi.yaml'))
  const contract = join(folder, 'contract.json')
  await writeFile(contract, JSON.stringify(document))
  const prism = ['prism', 'mock', contract, '--port']
  const subjects: [string, readonly string[], readonly string[]][] = [
    ['@returning-kit/mock', [tarball], ['returning-kit-mock', '--port']],
    ['@stoplight/prism-cli 5.14.2', ['@stoplight/prism-cli@5.14.2'], prism],
  ]
  const times = new Map<string, number[]>(subjects.map(([name]) => [name, []]))
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, packages, command] of subjects) {
      times.get(name)?.push(await measure(folder, packages, command))
    }
  }
  const medians = subjects.map(([name]) => [name, median(times.get(name) ?? [])] as const)
  const [[, own], [, other]] = medians as [(typeof medians)[0], (typeof medians)[0]]
  report('mock', {
    id: 'npx',
    title: 'npx with an empty cache',
    method: `Medians of ${rounds} rounds in turns, from the start of npx to the first response. The mock is a local tarball.`,
    table: table(
      ['command', 'first response, s'],
      medians.map(([name, time]) => [name, (time / 1000).toFixed(1)]),
    ),
    shows: aim('3 times ahead of prism-cli', own * 3 <= other),
  })
} finally {
  await rm(folder, { recursive: true, force: true })
}
