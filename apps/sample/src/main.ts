import { startMock } from '@returning-kit/mock'
import { createApp } from './app.ts'
import { createMembersClient } from './client.ts'
import { listenOnFreePort } from './listen.ts'
import { readSettings } from './settings.ts'

async function main(): Promise<void> {
  const { baseUrl, token, communityId, port } = readSettings(process.env)
  const mock = baseUrl === undefined ? await startMock({ port: 0 }) : undefined
  const client = mock
    ? createMembersClient({ baseUrl: mock.url, token: token ?? 'fake-token' })
    : createMembersClient({
        ...(baseUrl !== undefined && { baseUrl }),
        ...(token !== undefined && { token }),
      })
  const app = createApp({ client, communityId, isMocked: mock !== undefined })
  const service = await listenOnFreePort(app.fetch, port, () =>
    console.log(`Port ${port} is in use. Using a free port.`),
  )

  const stop = async () => {
    await Promise.allSettled([service.stop(), mock?.stop()])
    process.exit(0)
  }
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)

  if (mock) {
    console.log('Data: the mock. Set RETURNING_BASE_URL and RETURNING_TOKEN to use the real API.')
  } else {
    console.log(`Data: ${new URL(baseUrl ?? '').host}`)
    if (token === undefined) console.log('RETURNING_TOKEN is not set.')
  }
  console.log(`Members of a community: http://localhost:${service.port}`)
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  // A running mock would keep the process alive.
  process.exit(1)
})
