// The receiver in every runtime, without a server. Part of the program.
import {
  createRouter,
  createTestRequest,
  encrypted,
  memoryStore,
  signed,
} from '@returning-kit/webhooks'

const inside = encrypted({ keys: 'fake-key-of-exactly-32-character' })
const keys = `whsec_${btoa('fake-signing-key-for-this-example')}`
const options = { scheme: signed({ keys, inside }), store: memoryStore(), gzip: true }

async function compressed(request) {
  const headers = new Headers(request.headers)
  headers.set('content-encoding', 'gzip')
  const body = request.body.pipeThrough(new CompressionStream('gzip'))
  return { headers, body }
}

/** Delivers an event twice, compressed once, and then with a changed header. */
export async function receiveWebhooks() {
  const handled = []
  const router = createRouter(options).on('userJoinedServer', ({ payload }) => {
    handled.push(payload)
  })
  const request = await createTestRequest('userJoinedServer', { user: 1 }, options)
  const changed = new Request(request.clone())
  changed.headers.set('webhook-id', 'another')
  const deliveries = [request.clone(), await compressed(request), changed]
  const statuses = []
  for (const delivery of deliveries) statuses.push((await router.handle(delivery)).status)
  return { statuses, handled }
}
