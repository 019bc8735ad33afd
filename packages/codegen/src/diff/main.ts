// The compiler and Redocly take seconds to load. A check of an unchanged contract needs neither.
import { join } from 'node:path'
import { unchangedBase } from './baseline/unchanged.ts'

const root = join(import.meta.dirname, '../../../..')
const isCheck = process.argv.slice(2).join(' ') === 'check'
const base = isCheck ? await unchangedBase(root) : undefined
if (base) console.log(`The contract has not changed since ${base.name}.`)
else await import('./cli.ts')
