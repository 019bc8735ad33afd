import { type Browser, chromium } from 'playwright-core'

const quiet = [
  '--disable-background-networking',
  '--no-first-run',
  '--disable-component-update',
  '--disable-sync',
]

/** A headless Chromium: on Linux x64 from npm with all its libraries, elsewhere the Chrome that is installed. */
export async function launchBrowser(): Promise<Browser> {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    return chromium.launch({ channel: 'chrome', args: quiet })
  // Outside its cloud the package unpacks the libraries only when it is told, before import, where it is.
  process.env['AWS_EXECUTION_ENV'] ??= 'AWS_Lambda_nodejs22.x'
  const { default: packed } = await import('@sparticuz/chromium')
  // Not its own arguments: among them is --single-process, which ends the browser with its first closed page.
  return chromium.launch({
    executablePath: await packed.executablePath(),
    args: ['--no-sandbox', '--disable-gpu', ...quiet],
  })
}
