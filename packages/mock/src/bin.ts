#!/usr/bin/env node
import module from 'node:module'

// Before the other modules are compiled: later starts then load them from the cache.
module.enableCompileCache?.()
await import('./cli/cli.ts')
