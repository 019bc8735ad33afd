import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type LearnOptions, learn } from '../../../src/evidence/learn/learn.ts'
import { observe } from '../../../src/evidence/observe.ts'
import { ContractFiles } from '../../../src/evidence/write/contract-files.ts'
import { readContract } from '../../../src/load/read-contract.ts'
import { recordCalls, type ServiceCall, writeLines } from '../recorded-calls.ts'

/** Writes files into a new folder. Returns the name of the first. */
export async function writeContract(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'contract-'))
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text)
  return join(folder, Object.keys(files)[0] ?? '')
}

/** Records calls of a service that follows no contract, for one that is in a file. */
export async function recordFor(
  spec: string,
  calls: readonly ServiceCall[],
  values: string[] = [],
) {
  const { document } = await readContract(spec)
  return writeLines(await recordCalls(calls, { document, values }))
}

/** Learns from a file of evidence, and writes the contract. */
export async function learnFrom(
  spec: string,
  evidence: string,
  values: string[] = [],
  options: LearnOptions = {},
) {
  const { document, files } = await readContract(spec)
  const observed = await observe({ document, files: [evidence], values })
  const contract = await ContractFiles.read([spec, ...files.filter((file) => file !== spec)])
  const { changes, suggestions } = learn(observed, document, contract, options)
  await contract.write()
  const { contradictions, members, statuses } = observed.observations
  return {
    changes,
    suggestions,
    differences: contradictions.size + members.size + statuses.size,
    text: await readFile(spec, 'utf8'),
  }
}
