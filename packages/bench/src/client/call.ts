import { measure } from 'mitata'
import { aim, median, quantile, type Section, table, times } from '../report.ts'
import { assertSameResult, baseline, kit, type Peer, peersFor } from './peers.ts'
import { startServer } from './server.ts'

const rounds = 100
const callsPerRound = 100
// Enough calls for the engine to optimize the code, as in a long-running service.
const warmUpCalls = 4000

interface Figures {
  /** Wall time of every call, in microseconds. */
  readonly wall: number[]
  /** Median wall time of each round, in microseconds. */
  readonly wallOfRounds: number[]
  /** CPU time per call of each round, in microseconds. */
  readonly cpuOfRounds: number[]
}

// No garbage collection before each measurement: it would discard optimized code. Garbage can
// affect the next measurement, but that is another peer each time.
function measureCalls(
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
  const wall = await measureCalls(list, { min_samples: callsPerRound, max_samples: callsPerRound })
  for (const nanoseconds of wall.samples) figures.wall.push(nanoseconds / 1000)
  figures.wallOfRounds.push(wall.p50 / 1000)
  // The CPU time of a whole round includes the garbage collection of its calls.
  const callAll = async () => {
    for (let call = 0; call < callsPerRound; call += 1) await list()
  }
  const cpu = await measureCalls(callAll, { now: cpuNanoseconds, min_samples: 1, max_samples: 1 })
  figures.cpuOfRounds.push(cpu.p50 / 1000 / callsPerRound)
}

async function measurePeers(peers: readonly Peer[]): Promise<Map<string, Figures>> {
  const all = new Map(
    peers.map(({ name }) => [name, { wall: [], wallOfRounds: [], cpuOfRounds: [] } as Figures]),
  )
  for (const { list } of peers) for (let call = 0; call < warmUpCalls; call += 1) await list()
  for (let round = -3; round < rounds; round += 1) {
    // Each round starts with another peer, so that drift and garbage affect all of them alike.
    for (const index of peers.keys()) {
      const peer = peers[(index + round + peers.length) % peers.length] as Peer
      const figures = all.get(peer.name) as Figures
      // The first three rounds are part of the warm-up.
      await measureRound(
        peer,
        round < 0 ? { wall: [], wallOfRounds: [], cpuOfRounds: [] } : figures,
      )
    }
  }
  return all
}

/** Measures one call over loopback, compared with the peers. */
export async function callSection(): Promise<Section> {
  await using server = await startServer({ total: 20, latency: 0 })
  const peers = await peersFor(server.url)
  await assertSameResult(peers)
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
  const kitFigures = all.get(kit.orThrow) as Figures
  // Rounded as in the table, because further digits change from run to run.
  const roundedRatio = Number(wallRatio(kitFigures).toFixed(2))
  const faster = [...all].filter(
    ([name, figures]) =>
      !name.startsWith('Returning Kit') && wallRatio(figures) < wallRatio(kitFigures),
  )
  return {
    id: 'call',
    title: 'One call over loopback',
    method: `Lists 20 users from a server in another process. Each client makes ${warmUpCalls} calls to warm up. Then there are ${rounds} rounds of ${callsPerRound} sequential calls, in which the clients take turns. Times are medians in microseconds. Ratios are relative to ${baseline}. The spread is the interquartile range of the ratios per round. CPU is the CPU time of the calling process, including garbage collection. Every client runs with its defaults: bare fetch, ${baseline}, hey-api and octokit have neither retries nor timeouts; ofetch retries; ky retries and has a timeout; Returning Kit retries, has timeouts and unwraps the envelope.`,
    table: table(['client', 'wall', 'ratio', 'spread', 'CPU', 'ratio'], rows),
    shows: `A call of Returning Kit takes ${times(wallRatio(kitFigures))} the wall time and ${times(cpuRatio(kitFigures))} the CPU time of ${baseline}. Faster clients: ${faster.map(([name]) => name).join(', ') || 'none'}. ${aim('at most 1.05x in wall time', roundedRatio <= 1.05)}`,
  }
}
