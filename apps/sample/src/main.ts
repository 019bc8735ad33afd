import { startMock } from '@returning-kit/mock'
import { createApp } from './app.ts'
import { membersClient } from './client.ts'
import { listenNear } from './listen.ts'
import { readSettings } from './settings.ts'

async function main(): Promise<void> {
  const { baseUrl, token, communityId, port } = readSettings(process.env)
  const mock = baseUrl === undefined ? await startMock({ port: 0 }) : undefined
  const client = mock
    ? membersClient({ baseUrl: mock.url, token: token ?? 'fake-token' })
    : membersClient({
        ...(baseUrl !== undefined && { baseUrl }),
        ...(token !== undefined && { token }),
      })
  const app = createApp({ client, communityId, mocked: mock !== undefined })
  const service = await listenNear(app.fetch, port, () =>
    console.log(`Port ${port} is taken; taking a free one.`),
  )

  const stop = async () => {
    await Promise.allSettled([service.stop(), mock?.stop()])
    process.exit(0)
  }
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)

  if (mock)
    console.log('Data: the mock. Set RETURNING_BASE_URL and RETURNING_TOKEN for the real API.')
  else
    console.log(
      `Data: ${new URL(baseUrl ?? '').host}${token === undefined ? '. RETURNING_TOKEN is not set yet.' : ''}`,
    )
  console.log(`Members of a community: http://localhost:${service.port}`)
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  // The mock may be up already, and would keep the process.
  process.exit(1)
})
