import { parseCommand, usage } from './cli/arguments.ts'
import { readSettings } from './settings.ts'

/** Calls `stop` at the first signal that asks the process to end. The second one ends it at once. */
function onStop(stop: () => void): void {
  const onSignal = () => {
    process.once('SIGINT', () => process.exit(130))
    process.once('SIGTERM', () => process.exit(143))
    stop()
  }
  process.once('SIGINT', onSignal)
  process.once('SIGTERM', onSignal)
}

// Each command loads what it needs. The mock and the database take a second.
async function main(): Promise<number | undefined> {
  const settings = readSettings(process.env)
  const command = parseCommand(process.argv.slice(2), settings.communityIds)
  if (command.name === 'help') {
    process.stdout.write(usage)
    return 0
  }
  if (command.name === 'export') {
    const { exportMembers } = await import('./cli/export.ts')
    await exportMembers(settings, command, { output: process.stdout, progress: process.stderr })
    return 0
  }
  if (command.name === 'sync') {
    const { syncCommunities } = await import('./cli/sync.ts')
    const stopping = new AbortController()
    onStop(() => stopping.abort())
    const failed = await syncCommunities(settings, command.communityIds, stopping.signal)
    if (stopping.signal.aborted) console.error('Stopped. Run it again to continue.')
    return failed.length > 0 || stopping.signal.aborted ? 1 : 0
  }
  const { start } = await import('./cli/start.ts')
  const running = await start(settings, command.role)
  onStop(() => void running.stop().finally(() => process.exit(0)))
  return undefined
}

main().then(
  (code) => {
    if (code !== undefined) process.exit(code)
  },
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error)
    process.exit(1)
  },
)
