import { type Browser, chromium, type LaunchOptions } from 'playwright-core'

const quiet = [
  '--disable-background-networking',
  '--no-first-run',
  '--disable-component-update',
  '--disable-sync',
]

/** Returns the options of a headless Chromium: on Linux x64 from npm with its libraries, elsewhere the installed Chrome. */
export async function chromiumOptions(): Promise<LaunchOptions> {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    return { channel: 'chrome', args: quiet }
  // Outside of AWS the package unpacks its libraries only if this is set before it is imported.
  process.env['AWS_EXECUTION_ENV'] ??= 'AWS_Lambda_nodejs22.x'
  const { default: packaged } = await import('@sparticuz/chromium')
  // Without the arguments of the package: `--single-process` ends the browser with its first page.
  return {
    executablePath: await packaged.executablePath(),
    args: ['--no-sandbox', '--disable-gpu', ...quiet],
  }
}

/** Starts a headless Chromium. */
export async function launchBrowser(): Promise<Browser> {
  return chromium.launch(await chromiumOptions())
}
