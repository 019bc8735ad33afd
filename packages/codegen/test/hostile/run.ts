// Runs generated code: imports every module, calls every function and validator. Prints how often
// the canary was called.
import { globSync } from 'node:fs'
import { join } from 'node:path'

const folder = process.argv[2] ?? ''
let canaries = 0
Object.assign(globalThis, {
  canary: () => {
    canaries += 1
  },
})
const before = Object.getOwnPropertyNames(Object.prototype).length

const attempt = async (run: () => unknown) => {
  try {
    return await run()
  } catch {
    return undefined
  }
}

let modules = 0
let functions = 0
let client: unknown
const fetch = async () => Response.json({ kind: 'a' })
const values = [undefined, null, '', 'a', 1, [], {}, { kind: 'a' }, { __proto__: 'a' }]
const files = globSync(['folder/**/*.ts', 'repository/**/*.ts'], { cwd: folder }).sort()
for (const file of files.filter((one) => one.endsWith('client.gen.ts'))) {
  client ??= await attempt(async () => (await import(join(folder, file))).createClient({ fetch }))
}
for (const file of files) {
  const exports = (await attempt(() => import(join(folder, file)))) as Record<string, unknown>
  if (exports === undefined) continue
  modules += 1
  for (const value of Object.values(exports)) {
    await attempt(() => `${value}${JSON.stringify(value)}`)
    if (typeof value === 'function') {
      functions += 1
      for (const input of values) await attempt(() => value(client, input))
    }
    const { is } = Object(value) as { is?: (value: unknown) => boolean }
    if (typeof is === 'function') for (const input of values) await attempt(() => is(input))
  }
}
const polluted = Object.getOwnPropertyNames(Object.prototype).length - before
console.log(JSON.stringify({ canaries, modules, functions, polluted }))
