import { respond } from './receiver.js'

const onListen = ({ port }) => console.log(`http://127.0.0.1:${port}/webhooks`)
Deno.serve({ hostname: '127.0.0.1', port: 0, onListen }, respond)
