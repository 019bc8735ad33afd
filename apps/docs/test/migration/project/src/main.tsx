import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { setupServer } from 'msw/node'
import { Suspense } from 'react'
import { prerender } from 'react-dom/static'
import { handlers } from './handlers.ts'
import { addMember, membersOf, nameOf } from './members.ts'
import { AddButton, Admins } from './page.tsx'

/** Makes every call of the project, and renders its page. */
export async function calls() {
  return {
    admins: await membersOf('admin'),
    added: await addMember({ name: 'Grace' }),
    found: await nameOf('m1'),
    page: await renderedPage(),
  }
}

/** Does the same with the responses of the handlers. */
export async function callsWithHandlers() {
  const server = setupServer(...handlers)
  server.listen()
  try {
    return { ...(await calls()), missing: await nameOf('none') }
  } finally {
    server.close()
  }
}

async function renderedPage(): Promise<string> {
  const page = (
    <QueryClientProvider client={new QueryClient()}>
      <Suspense>
        <Admins />
        <AddButton name="Alan" />
      </Suspense>
    </QueryClientProvider>
  )
  const { prelude } = await prerender(page)
  return new Response(prelude).text()
}
