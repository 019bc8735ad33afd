const interval = 250

/**
 * Calls a function once the parent of this process has exited, if npx has started the process.
 *
 * On SIGTERM, npx ends the shell between it and the command, and the shell forwards no signal.
 */
export function onNpxExit(stop: () => void): void {
  // A mock that a script starts in the background outlives the script on purpose.
  if (process.env['npm_command'] !== 'exec') return
  const parent = process.ppid
  const timer = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(timer)
    stop()
  }, interval)
  timer.unref()
}
