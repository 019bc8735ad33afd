import { type Browser, chromium } from 'playwright-core'
import { chromiumPath } from './chromium.ts'

const quiet = [
  '--disable-background-networking',
  '--no-first-run',
  '--disable-component-update',
  '--disable-sync',
]

/** Starts a headless Chromium: on Linux x64 from npm with its libraries, elsewhere the installed Chrome. */
export async function launchBrowser(): Promise<Browser> {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    return chromium.launch({ channel: 'chrome', args: quiet })
  // Without the arguments of the package: `--single-process` ends the browser with its first page.
  return chromium.launch({
    executablePath: await chromiumPath(),
    args: ['--no-sandbox', '--disable-gpu', ...quiet],
  })
}
