#!/usr/bin/env node
import { enableCompileCache } from 'node:module'

// Most of a start is compiling what Prism is made of; the second start finds it compiled.
enableCompileCache()
const { main } = await import('./main.ts')

await main().catch((error: Error) => {
  console.error(error.message)
  process.exitCode = 1
})
