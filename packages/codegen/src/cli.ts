import { glob, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { readContract } from './contract.ts'
import { generate } from './generate.ts'
import { folders, generatedFiles } from './outputs.ts'

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
  const files = generatedFiles(await generate(contract))
  let unchanged = 0
  for (const [file, text] of Object.entries(files)) {
    if (await replace(join(root, file), text)) console.log(`changed ${file}`)
    else unchanged += 1
  }
  for await (const file of glob(
    folders.map((folder) => `${folder}/**/*.gen.ts`),
    { cwd: root },
  )) {
    if (file in files) continue
    await rm(join(root, file))
    console.log(`removed ${file}`)
  }
  console.log(`unchanged: ${unchanged} of ${Object.keys(files).length} files`)
  console.log(`generated from contract ${contract.hash.slice(0, 12)} in ${((performance.now() - began) / 1000).toFixed(2)} s`)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
