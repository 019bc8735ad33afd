// Prism with its own server and without a log.
import { readFile } from 'node:fs/promises'
import { createLogger } from '@stoplight/prism-core'
import { getHttpOperationsFromSpec } from '@stoplight/prism-http'
import { createServer } from '@stoplight/prism-http-server'

const document = JSON.parse(await readFile(process.argv[2] ?? '', 'utf8')) as object
const server = createServer(await getHttpOperationsFromSpec(document), {
  cors: true,
  components: { logger: createLogger('bench', { level: 'silent' }) },
  config: {
    isProxy: false,
    upstreamProxy: undefined,
    validateRequest: true,
    validateResponse: true,
    checkSecurity: true,
    errors: false,
    mock: { dynamic: false },
  },
})
console.log(await server.listen(0, '127.0.0.1'))
