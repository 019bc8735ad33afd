// Builds the published package: one bundle with the code of all its dependencies.
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { licensesOf } from '@repo/testing/licenses'
import { loadContract } from '../src/engine/load-contract.ts'
import { contract } from '../src/generated/contract.gen.ts'
import { bundle } from './bundle.ts'
import { writeDeclarations } from './declarations.ts'

const dist = join(import.meta.dirname, '../dist')
const entryPoints = ['index', 'vitest', 'msw', 'playwright']

// Throws if the mock would serve the bundled contract incorrectly. A start does not check it again.
loadContract(structuredClone(contract))

await rm(dist, { recursive: true, force: true })
const metafile = await bundle([...entryPoints, 'bin'])
await writeFile(join(dist, 'LICENSES.md'), licensesOf(metafile, process.cwd()))
await writeDeclarations(entryPoints)
