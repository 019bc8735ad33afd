import { createWriteStream } from 'node:fs'
import type { Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Settings } from '../settings.ts'
import { openStore } from '../store/database.ts'
import { type ExportFormat, exportLines } from '../store/export.ts'
import { everyMember, iterateMembers, type Member } from '../store/member-query.ts'
import { formatNumber } from '../views/format.ts'
import { dataFolder } from './directory.ts'
import type { Output } from './progress.ts'

/** What to export, and where to. */
export interface ExportOptions {
  readonly communityIds: readonly string[]
  readonly format: ExportFormat
  /** Path of the file. Undefined for the standard output. */
  readonly file: string | undefined
}

async function* counted(
  batches: AsyncIterable<readonly Member[]>,
  onCount: (count: number) => void,
): AsyncGenerator<readonly Member[]> {
  let count = 0
  for await (const members of batches) {
    count += members.length
    onCount(count)
    yield members
  }
  onCount(count)
}

/** Exports the members of communities, with the number of members on `progress`. */
export async function exportMembers(
  settings: Settings,
  { communityIds, format, file }: ExportOptions,
  { output, progress }: { output: Writable; progress: Output },
): Promise<void> {
  const store = await openStore({ databaseUrl: settings.databaseUrl, folder: dataFolder(settings) })
  try {
    async function* batches() {
      for (const id of communityIds) yield* iterateMembers(store.db, everyMember(id))
    }
    let total = 0
    const onCount = (count: number) => {
      total = count
      if (progress.isTTY) progress.write(`\r\x1b[2KExported ${formatNumber(count)} members`)
    }
    const lines = exportLines(counted(batches(), onCount), { format, fields: settings.fields })
    const target = file === undefined ? output : createWriteStream(file)
    await pipeline(lines, target, { end: file !== undefined })
    progress.write(`${progress.isTTY ? '\r\x1b[2K' : ''}Exported ${formatNumber(total)} members\n`)
  } finally {
    await store.close()
  }
}
