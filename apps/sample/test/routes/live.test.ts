import { expect, it } from 'vitest'
import { runSync } from '../../src/jobs/run-sync.ts'
import { startSync } from '../../src/store/syncs.ts'
import { TestApi, users } from '../api.ts'
import { useApp } from '../app.ts'
import { communityId, useDatabase } from '../database.ts'

const database = useDatabase()
const apps = useApp(database)

it('sends the state of the sync, and that members changed', async () => {
  const leaving = new AbortController()
  const response = await apps.create().request(`http://localhost/live?community=${communityId}`, {
    signal: leaving.signal,
  })
  expect(response.headers.get('content-type')).toBe('text/event-stream')
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  const until = async (pattern: RegExp) => {
    while (!pattern.test(text)) text += (await reader?.read())?.value ?? ''
  }
  await until(/event: sync\n[\s\S]*Not synced yet[\s\S]*\n\n/)
  const id = await startSync(database.db, communityId)
  await runSync(new TestApi(users(3)).context(database.db), id, leaving.signal)
  await until(/event: sync\n[\s\S]*3 members on 1 pages[\s\S]*event: members\n/)
  await reader?.cancel()
  leaving.abort()
})
