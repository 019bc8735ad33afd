import { testReceiver } from './receiver-tests.ts'
import { startExpress, startFastify, startHono, startNode } from './servers.ts'

testReceiver('hono', startHono)
testReceiver('express', startExpress)
testReceiver('fastify', startFastify)
testReceiver('node', startNode)
