import { fork } from 'node:child_process'
import { once } from 'node:events'
import { aim, type Section, table, times } from '../report.ts'
import { assertSameResult, bare, baseline, kit, peersFor } from './peers.ts'
import { startServer } from './server.ts'

/** Numbers of calls in flight. */
export const inFlight = [1, 8, 64]

/** Numbers of rounds, and of the calls of one. */
export const roundsOf = { warmUp: 12, measured: 48, calls: 320 }

/** Figures of a client at one number of calls in flight. Ratios are relative to bare fetch. */
export interface Figures {
  /** CPU time per call in microseconds. */
  readonly cpu: number
  readonly cpuRatio: number
  readonly wallRatio: number
}

async function measure(url: string, name: string): Promise<Figures[]> {
  const child = fork(new URL('./concurrency-process.ts', import.meta.url), [url, name])
  const [figures] = (await once(child, 'message')) as [Figures[]]
  return figures
}

/** Measures calls in flight at the same time, compared with the platform's fetch. */
export async function concurrencySection(): Promise<Section> {
  await using server = await startServer({ total: 20, latency: 0 })
  const peers = await peersFor(server.url)
  await assertSameResult(peers)
  const measured = new Map<string, Figures[]>()
  for (const { name } of peers) measured.set(name, await measure(server.url, name))
  const rows = [...measured].map(([name, figures]) => [
    name,
    ...figures.flatMap(({ cpu, cpuRatio, wallRatio }) => [
      cpu.toFixed(0),
      times(cpuRatio),
      times(wallRatio),
    ]),
  ])
  const columns = inFlight.flatMap((count) => [`CPU at ${count}`, 'ratio', 'wall ratio'])
  // Rounded as in the table, because further digits change from run to run.
  const ratio = (name: string, what: keyof Figures, level = inFlight.length - 1) =>
    Number((measured.get(name)?.[level]?.[what] ?? Number.NaN).toFixed(2))
  const cpu = (name: string) => ratio(name, 'cpuRatio')
  const isSlower = (_: number, level: number) =>
    ratio(kit.orThrow, 'wallRatio', level) > ratio(baseline, 'wallRatio', level)
  const counts = inFlight.join(', ')
  const { warmUp, measured: rounds, calls } = roundsOf
  return {
    id: 'concurrency',
    title: 'Calls in flight at the same time',
    method: `The same call, with ${counts} calls in flight. Each client has a process of its own, in which it takes turns with ${bare}: ${rounds} rounds of ${calls} calls, after ${warmUp} to warm up. CPU is the CPU time per call of that process in microseconds. Ratios are medians of the ratios of neighboring rounds.`,
    table: table(['client', ...columns], rows),
    shows: [
      `At ${inFlight.at(-1)} calls in flight, a function takes ${times(cpu(kit.orThrow))} the CPU time of ${bare}, with \`nodeTransport()\` ${times(cpu(kit.node))}, and a call by path ${times(cpu(kit.byPath))}.`,
      aim('a function at most 1.15x', cpu(kit.orThrow) <= 1.15),
      aim(`no slower than ${baseline} in wall time`, !inFlight.some(isSlower)),
      aim('`nodeTransport()` at most 0.65x', cpu(kit.node) <= 0.65),
      aim('a call by path at most 1.35x', cpu(kit.byPath) <= 1.35),
    ].join(' '),
  }
}
