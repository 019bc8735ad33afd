import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { readContract } from './contract.ts'
import { type Generated, generate } from './generate.ts'
import { outputs } from './outputs.ts'

const root = join(import.meta.dirname, '../../..')

// Written beside and moved, so that no file is ever half there.
async function replace(file: string, text: string): Promise<boolean> {
  const before = await readFile(file, 'utf8').catch(() => undefined)
  if (before === text) return false
  await mkdir(dirname(file), { recursive: true })
  await writeFile(`${file}.new`, text)
  await rename(`${file}.new`, file)
  return true
}

const began = performance.now()
try {
  const contract = await readContract(join(root, 'openapi/openapi.yaml'))
  const generated = await generate(contract)
  for (const [name, file] of Object.entries(outputs)) {
    const changed = await replace(join(root, file), generated[name as keyof Generated])
    console.log(`${changed ? 'changed  ' : 'unchanged'} ${relative(root, join(root, file))}`)
  }
  console.log(`generated from contract ${contract.hash.slice(0, 12)} in ${((performance.now() - began) / 1000).toFixed(2)} s`)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
