import type { Sync } from '../store/syncs.ts'
import { formatNumber, formatSeconds } from '../views/format.ts'
import { describeSync, secondsLeft } from '../views/sync-status.ts'

/** Where progress is written. */
export interface Output {
  readonly isTTY?: boolean | undefined
  readonly columns?: number | undefined
  write(text: string): unknown
}

const barWidth = 24
/** Milliseconds between two lines where there is no bar. */
const lineInterval = 5000

function barOf({ members, expected, phase }: Sync): string {
  if (!expected || phase === 'roles') return ''
  const filled = Math.min(barWidth, Math.round((members / expected) * barWidth))
  return `[${'='.repeat(filled)}${' '.repeat(barWidth - filled)}] `
}

function textOf(sync: Sync): string {
  const left = secondsLeft(sync)
  const isReading = sync.state === 'running' && sync.phase === 'members'
  const facts = [
    describeSync(sync),
    isReading && sync.rate && `${formatNumber(Math.round(sync.rate))}/s`,
    left !== undefined && `${formatSeconds(left)} left`,
    sync.state !== 'running' && sync.state,
    sync.note,
  ]
  return facts.filter(Boolean).join(', ')
}

/**
 * Returns a function that shows the progress of syncs: a bar that is redrawn on a terminal, and
 * lines elsewhere, every five seconds and at the end.
 */
export function createProgress(output: Output, now: () => number): (sync: Sync) => void {
  const lastLines = new Map<number, number>()
  return (sync) => {
    const isEnd = sync.state !== 'running'
    if (output.isTTY) {
      const line = `Sync ${sync.id}: ${barOf(sync)}${textOf(sync)}`.slice(
        0,
        (output.columns ?? 80) - 1,
      )
      output.write(`\r\x1b[2K${line}${isEnd ? '\n' : ''}`)
      return
    }
    const lastLine = lastLines.get(sync.id) ?? Number.NEGATIVE_INFINITY
    if (!isEnd && now() - lastLine < lineInterval) return
    if (isEnd) lastLines.delete(sync.id)
    else lastLines.set(sync.id, now())
    output.write(`Sync ${sync.id}: ${textOf(sync)}\n`)
  }
}
