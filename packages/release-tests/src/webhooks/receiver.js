// A receiver for every runtime whose server passes on a Request.
import { createRouter, encrypted, memoryStore } from '@returning-kit/webhooks'

const handled = []
const router = createRouter({
  scheme: encrypted({
    keys: ['fake-key-of-exactly-32-character', 'the-older-fake-key-32-characters'],
  }),
  store: memoryStore(),
  maxBytes: 100_000,
  maxConcurrent: 2000,
})
  .on('userJoinedServer', ({ payload }) => {
    if (payload.fail) throw new Error('The handler failed.')
    handled.push(payload)
  })
  .onUnknown(({ reason, event }) => {
    if (reason === 'event') handled.push(event.name)
  })

export async function respond(request) {
  if (request.method === 'GET') return Response.json(handled)
  try {
    return await router.handle(request)
  } catch {
    return new Response('failed', { status: 500 })
  }
}
