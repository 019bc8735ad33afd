// Compares a million calls with the contract of this repository, and prints the time and the memory.
// pnpm --filter @returning-kit/codegen run test:evidence-large [calls]

import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ExchangeRecorder } from '@returning-kit/runtime/recording'
import { observe } from '../../src/evidence/observe.ts'
import { readContract } from '../../src/load/read-contract.ts'
import { readOperations } from '../../src/model/read-operations.ts'

const total = Number(process.argv[2] ?? 1_000_000)
const { document } = await readContract(
  join(import.meta.dirname, '../../../../openapi/openapi.yaml'),
)
const recorder = new ExchangeRecorder({ document })
const folder = await mkdtemp(join(tmpdir(), 'evidence-'))
const file = join(folder, 'evidence.jsonl')

// One line for each operation and status that has an example, over and over.
const lines = readOperations(document).flatMap(({ id, method, path, responses }) =>
  responses.flatMap(({ status, example }) => {
    if (example === undefined || !/^\d+$/.test(status)) return []
    const evidence = recorder.toEvidence({
      method,
      url: path.replaceAll(/\{[^}]+\}/g, '6167dba9c548eb5c7ec28057'),
      operation: id,
      status: Number(status),
      date: new Date('2026-11-30'),
      request: { headers: [] },
      response: { headers: [], body: { value: example } },
    })
    return [JSON.stringify(evidence)]
  }),
)

const out = createWriteStream(file)
for (let count = 0; count < total; count += 1) {
  // A name that is new in each call must not be kept for each of them.
  const line = lines[count % lines.length] ?? ''
  const name = `n${(count % 26 ** 4).toString(26).replaceAll(/\d/g, (digit) => 'qrstuvwxyz'[Number(digit)] ?? '')}`
  const isStrange = count % 10 === 0
  const text = isStrange
    ? line.replace('"properties":{', `"properties":{"${name}":{"integer":{"count":1}},`)
    : line
  if (!out.write(`${text}\n`)) await once(out, 'drain')
}
out.end()
await once(out, 'finish')

let most = 0
const timer = setInterval(() => {
  most = Math.max(most, process.memoryUsage.rss())
}, 100)
const before = process.memoryUsage.rss()
const start = performance.now()
const { observations } = await observe({ document, files: [file] })
const seconds = (performance.now() - start) / 1000
clearInterval(timer)
const counted = [...observations.calls.values()].reduce((sum, { count }) => sum + count, 0)
const megabytes = (bytes: number) => `${Math.round(bytes / 1e6)} MB`
console.log(
  `${counted} calls in ${seconds.toFixed(1)} s, ${Math.round(counted / seconds)} per second; memory ${megabytes(before)} before, ${megabytes(Math.max(most, process.memoryUsage.rss()))} at most`,
)
await rm(folder, { recursive: true })
if (counted !== total) throw new Error(`Expected ${total} calls.`)
