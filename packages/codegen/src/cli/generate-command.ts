import { enableCompileCache } from 'node:module'
import type { Command } from '../command/command.ts'
import { configNames } from '../config/load-config.ts'
import { type GenerateOptions, readOptions } from './generate-options.ts'
import type { Inputs } from './run-jobs.ts'

/** Generates the files of one or several documents. */
export const generateCommand: Command = {
  help: `Usage: returning-kit generate [options]

Without --spec, the documents and their options come from ${configNames[0]}.

  --config <file>            another configuration file
  --check                    write nothing; fail if a generated file is not up to date
  --watch                    generate again after each change of a file or of a document at a URL,
                             until interrupted
  --interval <seconds>       with --watch, how often a document at a URL is read (default: 5)
  --fresh                    generate even if nothing changed since the last run
  --json                     print the report as JSON

For one document without a configuration file:

  --spec <file>              OpenAPI 3.0, 3.1 or 3.2, YAML or JSON: a path, an http(s) URL, or -
                             for the standard input
  --out <folder>             the folder for the generated files
  --header <"Name: value">   a header of the request for a URL; may be repeated, as all below
  --allow-host <host>        another host that references may be read from
  --allow-folder <path>      another folder that references may lead to
  --overlay <file>           an Overlay 1.0 that changes the document
  --tag <name>               only operations with the tag
  --operation <operationId>  only this operation
  --path <pattern>           only paths that match, such as /users/*
  --no-deprecated            no deprecated operations
  --import-extension <end>   .ts, .js, an empty string, or auto (default: what tsconfig.json allows)
  --no-validators            no validators
  --dates <string or Date>   what dates are in inputs and results (default: string)
  --int64 <number or bigint> what integers of 64 bits are there (default: number)
  --strict                   reject a document that has a problem, instead of leaving parts of it out

Exit codes: 0 generated, or nothing changed; 1 with --check, a file is not up to date; 2 wrong
usage or an unusable document, and no file of that document was written.`,
  async run(args) {
    const options = readOptions(args)
    enableCompileCache()
    const { runJobs } = await import('./run-jobs.ts')
    if (options.watch) return watch(options)
    return runJobs(await options.jobs(), options)
  },
}

// A change during a run starts another run after it. The old watcher is replaced after each run, as
// the files of the documents may be others.
async function watch(options: GenerateOptions): Promise<number> {
  const { watchFiles } = await import('../pipeline/watch.ts')
  const { watchUrls } = await import('../pipeline/watch-urls.ts')
  const { runAndCollectInputs } = await import('./run-jobs.ts')
  let running: Promise<void> = Promise.resolve()
  let stop = (): void => {}
  let inputs: Inputs = { files: [], urls: [] }
  const { interval } = options
  const onError = ({ message }: Error) =>
    console.error(`${message}. The next request is in ${interval / 1000} s.`)
  const rerun = (): void => {
    running = running.then(async () => {
      inputs = await runAndCollectInputs(options, inputs)
      stop()
      const stopFiles = watchFiles(inputs.files, rerun)
      const stopUrls = watchUrls(inputs.urls, { interval, onChange: rerun, onError })
      stop = () => {
        stopFiles()
        stopUrls()
      }
      console.log('Watching for changes.')
    })
  }
  rerun()
  return 0
}
