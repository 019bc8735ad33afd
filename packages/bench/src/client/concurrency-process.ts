import { median } from '../report.ts'
import { type Figures, inFlight, roundsOf } from './concurrency.ts'
import { bare, type Peer, peersFor } from './peers.ts'

// Measures one client in turns with the platform's fetch. In a process of its own, because the code
// of other clients would displace its code from the caches of the processor.
const [url = '', name] = process.argv.slice(2)
const peers = await peersFor(url)
const find = (wanted: string | undefined) => peers.find((peer) => peer.name === wanted) as Peer

interface Round {
  /** CPU time per call in microseconds. */
  readonly cpu: number
  /** Wall time per call in microseconds. */
  readonly wall: number
}

async function measure({ list }: Peer, concurrency: number): Promise<Round> {
  let left = roundsOf.calls
  const work = async () => {
    for (; left > 0; left -= 1) await list()
  }
  const before = process.cpuUsage()
  const begin = performance.now()
  await Promise.all(Array.from({ length: concurrency }, work))
  const wall = ((performance.now() - begin) * 1000) / roundsOf.calls
  const { user, system } = process.cpuUsage(before)
  return { cpu: (user + system) / roundsOf.calls, wall }
}

async function figuresAt(concurrency: number): Promise<Figures> {
  const pairs: { own: Round; base: Round }[] = []
  for (let round = -roundsOf.warmUp; round < roundsOf.measured; round += 1) {
    // The garbage of one may be collected during the next, so the order alternates.
    const names = round % 2 === 0 ? [bare, name] : [name, bare]
    const first = await measure(find(names[0]), concurrency)
    const second = await measure(find(names[1]), concurrency)
    const [base, own] = round % 2 === 0 ? [first, second] : [second, first]
    if (round >= 0) pairs.push({ own, base })
  }
  // A ratio of neighbors, because the speed of the machine changes from second to second.
  return {
    cpu: median(pairs.map(({ own }) => own.cpu)),
    cpuRatio: median(pairs.map(({ own, base }) => own.cpu / base.cpu)),
    wallRatio: median(pairs.map(({ own, base }) => own.wall / base.wall)),
  }
}

const figures: Figures[] = []
for (const concurrency of inFlight) figures.push(await figuresAt(concurrency))
process.send?.(figures)
process.disconnect()
