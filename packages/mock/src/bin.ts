#!/usr/bin/env node
import { enableCompileCache } from 'node:module'

// Before the other modules are compiled: later starts then load them from the cache.
enableCompileCache()
await import('./cli.ts')
