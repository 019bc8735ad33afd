import { measure } from 'mitata'
import { assertSameAnswer, baseline, kit, type Peer, peersFor } from './peers.ts'
import { aim, median, quantile, type Section, table, times } from './report.ts'
import { startServer } from './server.ts'

const rounds = 100
const callsARound = 100
// Until the runtime has compiled what it will, as in a service that has run for a while.
const callsBefore = 4000

interface Figures {
  /** Microseconds of every call. */
  readonly wall: number[]
  /** Median of each round, in microseconds. */
  readonly wallOfRounds: number[]
  /** CPU microseconds a call of each round. */
  readonly cpuOfRounds: number[]
}

// The garbage of one measurement may fall on the next, which is another peer's each time. Collecting it before each would
// make the engine forget the code that has not run since.
function measured(
  run: () => Promise<unknown>,
  options: { min_samples: number; max_samples: number; now?: () => number },
): ReturnType<typeof measure> {
  return measure(run, { min_cpu_time: 0, batch_threshold: 0, gc: false, ...options })
}

function cpuNanoseconds(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) * 1000
}

async function measureRound({ list }: Peer, figures: Figures): Promise<void> {
  const wall = await measured(list, { min_samples: callsARound, max_samples: callsARound })
  for (const nanoseconds of wall.samples) figures.wall.push(nanoseconds / 1000)
  figures.wallOfRounds.push(wall.p50 / 1000)
  // By the hundred, so that what the calls leave to the garbage collector is in it.
  const block = async () => {
    for (let call = 0; call < callsARound; call += 1) await list()
  }
  const cpu = await measured(block, { now: cpuNanoseconds, min_samples: 1, max_samples: 1 })
  figures.cpuOfRounds.push(cpu.p50 / 1000 / callsARound)
}

async function measurePeers(peers: readonly Peer[]): Promise<Map<string, Figures>> {
  const all = new Map(
    peers.map(({ name }) => [name, { wall: [], wallOfRounds: [], cpuOfRounds: [] } as Figures]),
  )
  for (const { list } of peers) for (let call = 0; call < callsBefore; call += 1) await list()
  for (let round = -3; round < rounds; round += 1) {
    // Each round begins with another peer, so that neither drift nor a neighbour's garbage falls on one alone.
    for (const index of peers.keys()) {
      const peer = peers[(index + round + peers.length) % peers.length] as Peer
      const figures = all.get(peer.name) as Figures
      // The first three rounds only warm up, too.
      await measureRound(
        peer,
        round < 0 ? { wall: [], wallOfRounds: [], cpuOfRounds: [] } : figures,
      )
    }
  }
  return all
}

/** What one call costs over loopback, beside the peers. */
export async function callSection(): Promise<Section> {
  await using server = await startServer({ total: 20, latency: 0 })
  const peers = await peersFor(server.url)
  await assertSameAnswer(peers)
  const all = await measurePeers(peers)
  const base = all.get(baseline) as Figures
  const wallRatio = ({ wall }: Figures) => median(wall) / median(base.wall)
  const cpuRatio = ({ cpuOfRounds }: Figures) => median(cpuOfRounds) / median(base.cpuOfRounds)
  const rows = [...all].map(([name, figures]) => {
    const ratios = figures.wallOfRounds.map(
      (wall, round) => wall / (base.wallOfRounds[round] as number),
    )
    return [
      name,
      median(figures.wall).toFixed(0),
      times(wallRatio(figures)),
      `${times(quantile(ratios, 0.25))} to ${times(quantile(ratios, 0.75))}`,
      median(figures.cpuOfRounds).toFixed(0),
      times(cpuRatio(figures)),
    ]
  })
  const own = all.get(kit.orThrow) as Figures
  // As it is printed: the next digit changes from run to run.
  const printed = Number(wallRatio(own).toFixed(2))
  const faster = [...all].filter(
    ([name, figures]) => !name.startsWith('Returning Kit') && wallRatio(figures) < wallRatio(own),
  )
  return {
    id: 'call',
    title: 'One call over loopback',
    method: `Lists 20 users from a server in another process. Each client makes ${callsBefore} calls to warm up. Then there are ${rounds} rounds of ${callsARound} sequential calls, in which the clients take turns. Times are medians in microseconds. Ratios are relative to ${baseline}. The spread is the interquartile range of the ratios per round. CPU is the CPU time of the calling process, including garbage collection. Every client runs with its defaults: bare fetch, ${baseline}, hey-api and octokit have neither retries nor timeouts; ofetch retries; ky retries and has a timeout; Returning Kit retries, has timeouts and unwraps the envelope.`,
    table: table(['client', 'wall', 'ratio', 'spread', 'CPU', 'ratio'], rows),
    shows: `A call of Returning Kit takes ${times(wallRatio(own))} the wall time and ${times(cpuRatio(own))} the CPU time of ${baseline}. Faster clients: ${faster.map(([name]) => name).join(', ') || 'none'}. ${aim('at most 1.05x in wall time', printed <= 1.05)}`,
  }
}
