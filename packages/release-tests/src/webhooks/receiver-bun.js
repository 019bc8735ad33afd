import { respond } from './receiver.js'

const { port } = Bun.serve({ hostname: '127.0.0.1', port: 0, fetch: respond })
console.log(`http://127.0.0.1:${port}/webhooks`)
