import { aim, median, type Section, table, times } from '../report.ts'
import { assertSameResult, bare, baseline, kit, type Peer, peersFor } from './peers.ts'
import { startServer } from './server.ts'

const inFlight = [1, 8, 64]
const rounds = 20
const callsPerRound = 320
const warmUpRounds = 6

interface Figures {
  /** CPU time per call of each round, in microseconds. */
  readonly cpu: number[]
  /** Wall time per call of each round, in microseconds. */
  readonly wall: number[]
}

async function measureRound({ list }: Peer, concurrency: number, figures: Figures): Promise<void> {
  let left = callsPerRound
  const work = async () => {
    for (; left > 0; left -= 1) await list()
  }
  const cpu = process.cpuUsage()
  const begin = performance.now()
  await Promise.all(Array.from({ length: concurrency }, work))
  figures.wall.push(((performance.now() - begin) * 1000) / callsPerRound)
  const { user, system } = process.cpuUsage(cpu)
  figures.cpu.push((user + system) / callsPerRound)
}

// A peer collects the garbage of the one before it, so that must be another one in each round.
function shuffled(peers: readonly Peer[]): Peer[] {
  return peers
    .map((peer) => ({ peer, place: Math.random() }))
    .toSorted((a, b) => a.place - b.place)
    .map(({ peer }) => peer)
}

async function measurePeers(
  peers: readonly Peer[],
  concurrency: number,
): Promise<Map<string, Figures>> {
  const all = new Map(peers.map(({ name }) => [name, { cpu: [], wall: [] } as Figures]))
  for (let round = -warmUpRounds; round < rounds; round += 1) {
    for (const peer of shuffled(peers)) {
      const figures = round < 0 ? { cpu: [], wall: [] } : (all.get(peer.name) as Figures)
      await measureRound(peer, concurrency, figures)
    }
  }
  return all
}

/** Measures calls in flight at the same time, compared with the platform's fetch. */
export async function concurrencySection(): Promise<Section> {
  await using server = await startServer({ total: 20, latency: 0 })
  const peers = await peersFor(server.url)
  await assertSameResult(peers)
  const measured: Map<string, Figures>[] = []
  for (const concurrency of inFlight) measured.push(await measurePeers(peers, concurrency))
  const ratio = (level: number, name: string, what: keyof Figures, base = bare) => {
    const of = (peer: string) => median(measured[level]?.get(peer)?.[what] ?? [])
    return Number((of(name) / of(base)).toFixed(2))
  }
  const rows = peers.map(({ name }) => [
    name,
    ...inFlight.flatMap((_, level) => [
      median(measured[level]?.get(name)?.cpu ?? []).toFixed(0),
      times(ratio(level, name, 'cpu')),
      times(ratio(level, name, 'wall')),
    ]),
  ])
  const columns = inFlight.flatMap((count) => [`CPU at ${count}`, 'ratio', 'wall ratio'])
  const last = inFlight.length - 1
  const cpu = (name: string) => ratio(last, name, 'cpu')
  const slower = inFlight.filter((_, level) => ratio(level, kit.orThrow, 'wall', baseline) > 1)
  return {
    id: 'concurrency',
    title: 'Calls in flight at the same time',
    method: `The same call, with ${inFlight.join(', ')} calls in flight. ${rounds} rounds of ${callsPerRound} calls after ${warmUpRounds} rounds of warm-up, in which the clients take turns in random order. CPU is the CPU time per call of the calling process in microseconds, the median of the rounds. Ratios are relative to ${bare}.`,
    table: table(['client', ...columns], rows),
    shows: [
      `At ${inFlight[last]} calls in flight, a function takes ${times(cpu(kit.orThrow))} the CPU time of ${bare}, with \`nodeTransport()\` ${times(cpu(kit.node))}, and a call by path ${times(cpu(kit.byPath))}.`,
      aim('a function at most 1.15x', cpu(kit.orThrow) <= 1.15),
      aim(`no slower than ${baseline} in wall time`, slower.length === 0),
      aim('`nodeTransport()` at most 0.65x', cpu(kit.node) <= 0.65),
      aim('a call by path at most 1.35x', cpu(kit.byPath) <= 1.35),
    ].join(' '),
  }
}
