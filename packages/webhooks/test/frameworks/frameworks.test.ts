import { frameworks } from './frameworks.ts'
import { testReceiver } from './receiver-tests.ts'

// The test of Next is in packages/release-tests, which installs it.
for (const [name, start] of Object.entries(frameworks)) testReceiver(name, start)
