import { afterAll, beforeAll, expect, it } from 'vitest'
import { createOldCallers, type OldCallers } from './old-callers.ts'
import { rows, tableContract } from './table.ts'

const isRefused = (status: number) => status >= 400

// A caller that was generated before the change sends its request to a server of the contract after it.
const sentRows = rows.filter(({ input }) => input !== undefined)
let callers: OldCallers

beforeAll(async () => {
  callers = await createOldCallers(
    tableContract('before', sentRows),
    tableContract('after', sentRows),
  )
}, 60_000)
afterAll(() => callers.remove())

it.each(sentRows.map((row) => [row.bump, row.change, row] as const))(
  '%s: %s',
  async (bump, _, row) => {
    const status = await callers.send(`op${rows.indexOf(row)}`, row.input ?? {})
    expect({ status, isRefused: isRefused(status) }).toMatchObject({ isRefused: bump === 'major' })
  },
)
