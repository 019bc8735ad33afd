import type { EngineOptions } from '../engine.ts'
import type { Sessions } from '../isolation/sessions.ts'
import { loadContract } from '../load-contract.ts'
import type { CreateMockOptions, MockOptions } from '../mock-options.ts'
import { loadDocuments } from './load-documents.ts'
import { type ServedDocuments, serveDocuments } from './served-documents.ts'
import { FileWatcher } from './watch-files.ts'

/** The documents of a mock, which may change while it runs. */
export interface OpenDocuments {
  readonly served: ServedDocuments
  /** Replaces the documents after a change, if the options ask for that. */
  watch(sessions: Sessions): void
  close(): void
}

/** Loads the document of a mock that reads no files. Throws ContractError. */
export function openDocument(
  { document, webhooks }: CreateMockOptions,
  engine: Omit<EngineOptions, 'scenario'>,
): OpenDocuments {
  const isBundled = document === undefined
  const served = serveDocuments([loadContract(document)], { engine, webhooks, isBundled })
  return { served, watch: () => {}, close: () => {} }
}

/** Loads the documents of a mock. Throws ContractError. */
export async function openDocuments(
  { document, spec, webhooks, watch = false, ...options }: MockOptions,
  engine: Omit<EngineOptions, 'scenario'>,
): Promise<OpenDocuments> {
  const { onProblem = (problem: string) => process.emitWarning(problem) } = options
  const isBundled = document === undefined && spec === undefined
  const load = async () => {
    const { contracts, files } = await loadDocuments({ document, spec, onProblem })
    return { files, served: serveDocuments(contracts, { engine, webhooks, isBundled }) }
  }
  let current = await load()
  let watcher: FileWatcher | undefined
  return {
    get served() {
      return current.served
    },
    watch(sessions) {
      if (!watch || spec === undefined) return
      let reloading = Promise.resolve()
      const reload = async () => {
        const next = await load()
        // All sessions or none: an operation of a scenario may be gone.
        const continuations = sessions
          .all()
          .map((session) => session.prepareFor(next.served.engines))
        current = next
        for (const resume of continuations) resume()
        watcher?.watch(next.files)
        options.onReload?.(undefined)
      }
      watcher = new FileWatcher(() => {
        // A change during a reload starts another one after it.
        reloading = reloading.then(reload).catch((error: Error) => options.onReload?.(error))
      })
      watcher.watch(current.files)
    },
    close: () => watcher?.stop(),
  }
}
