import { appendFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { humanLog, jsonLog } from '../http/log.ts'
import type { Mock } from '../mock.ts'
import type { MockOptions } from '../mock-options.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { startMock } from '../start-mock.ts'
import { coverageMarkdown } from '../verification/coverage.ts'
import { failedParts, summaryText } from '../verification/summary.ts'
import { readVersion } from '../version.ts'
import { type CliOptions, parseCliOptions, usage } from './cli-options.ts'
import { onNpxExit } from './parent-exit.ts'

function faultsOf({ faults: rate, seed }: CliOptions): Scenario {
  return rate === undefined ? {} : { faults: { rate, ...(seed !== undefined && { seed }) } }
}

// Synchronous, so that lines keep their order and the last one is written before the process ends.
function writeTo(file: string): (line: string) => void {
  appendFileSync(file, '')
  return (line) => appendFileSync(file, `${line}\n`)
}

/** Prints what the run covered, writes the coverage, and sets the exit code. */
async function report(mock: Mock, { failOn, coverage: files, json }: CliOptions): Promise<void> {
  const verification = mock.verification()
  const coverage = mock.coverage()
  const { operations, statuses } = coverage
  if (json) {
    console.log(JSON.stringify({ event: 'summary', operations, statuses, ...verification }))
  } else {
    console.log(summaryText(verification, coverage))
  }
  const failed = failedParts(verification, failOn)
  if (failed.length > 0) {
    console.error(`The run failed: ${failed.join(', ')}.`)
    process.exitCode = 1
  }
  for (const file of files) {
    const isMarkdown = file.toLowerCase().endsWith('.md')
    const text = isMarkdown ? coverageMarkdown(coverage) : JSON.stringify(coverage, undefined, 2)
    await writeFile(file, text)
  }
}

function mockOptions(options: CliOptions): MockOptions {
  const { port, host, strict, dynamic, errors, seed, json, watch } = options
  const { spec, allowHosts, scenario: scenarioFile, proxy, record } = options
  const { allowedHosts, webhooks, controlToken } = options
  const watched = [...(spec ?? []), ...(scenarioFile === undefined ? [] : [scenarioFile])]
  const formatRequest = json ? jsonLog : humanLog
  return {
    port,
    host,
    strict,
    dynamic,
    errors,
    allowedHosts,
    webhooks,
    watch,
    allowHosts,
    scenario: faultsOf(options),
    ...(scenarioFile !== undefined && { scenarioFile }),
    ...(spec && { spec }),
    ...(proxy && { proxy: { ...proxy, ...(record && { record: writeTo(record) }) } }),
    ...(seed !== undefined && { seed }),
    ...(controlToken !== undefined && { controlToken }),
    onProblem: (problem) => console.error(`Problem: ${problem}`),
    onReload: (error) =>
      console.error(error ? `Not reloaded: ${error.message}` : `Reloaded ${watched.join(', ')}`),
    onRequest: (request, query) =>
      console.log(formatRequest(request, { query: () => query, now: () => new Date() })),
  }
}

function stopOnSignals(mock: Mock, options: CliOptions): void {
  let isStopping = false
  const stop = () => {
    if (isStopping) return
    isStopping = true
    mock
      .stop()
      .then(() => report(mock, options))
      .catch(fail)
  }
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
  onNpxExit(stop)
}

function announce(mock: Mock, { spec, json, controlToken }: CliOptions): void {
  const { url, operations } = mock
  const title = spec?.join(', ') ?? 'the Returning.AI API'
  const count = operations === 1 ? '1 operation' : `${operations} operations`
  if (json) console.log(JSON.stringify({ event: 'ready', url, operations }))
  else console.log(`Mock of ${title}: ${url} (${count})`)
  // On stderr, since the log may be kept. A token of the environment is known already.
  const token = controlToken === undefined ? ` (token ${mock.controlToken})` : ''
  console.error(`Control API: ${url}/__mock/${token}`)
}

async function main(): Promise<void> {
  // The reader of a pipe may end before the mock, which then serves without a log.
  process.stdout.on('error', () => {})
  process.stderr.on('error', () => {})
  const options = parseCliOptions(process.argv.slice(2), process.env)
  if (options.help) {
    console.log(usage)
    return
  }
  if (options.version) {
    console.log(await readVersion())
    return
  }
  const mock = await startMock(mockOptions(options))
  // Before the ready line: a parent process may send a signal as soon as it has read that line.
  stopOnSignals(mock, options)
  announce(mock, options)
}

function fail(error: Error): void {
  console.error(error.message)
  process.exitCode = 1
}

main().catch(fail)
