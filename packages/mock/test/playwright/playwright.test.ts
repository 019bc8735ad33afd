import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const cli = join(
  createRequire(import.meta.url).resolve('@playwright/test/package.json'),
  '../cli.js',
)
const config = join(import.meta.dirname, 'project/playwright.config.ts')

it('passes the tests of a project with the runner of Playwright', {
  timeout: 120_000,
}, async () => {
  const child = spawn(process.execPath, [cli, 'test', '--config', config], {
    env: { ...process.env, NODE_OPTIONS: '--conditions=@repo/source' },
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk
    })
  }
  const [code] = await once(child, 'exit')
  expect(code, output).toBe(0)
  expect(output).toContain('3 passed')
})
