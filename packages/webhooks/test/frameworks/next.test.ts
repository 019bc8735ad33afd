import { startNext } from './next.ts'
import { testReceiver } from './receiver-tests.ts'

testReceiver('next', startNext)
