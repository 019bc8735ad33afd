import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { launchBrowser } from '@repo/testing/browser'
import { bundlerFrom } from '@repo/testing/bundle'
import { expect, it } from 'vitest'
import { everywhere, program } from './program.ts'

const bundle = bundlerFrom(import.meta.dirname)

it('finds here what it finds elsewhere', async () => {
  expect(await program()).toEqual(everywhere)
})

it('runs in a browser under a strict content security policy', { timeout: 120_000 }, async () => {
  const script = await bundle(`
    import { program } from './program.ts'
    const evalRefused = (() => { try { globalThis.eval('1'); return false } catch { return true } })()
    program().then((found) => { globalThis.found = { ...found, evalRefused } })`)
  const server = createServer((request, response) => {
    if (request.url === '/script.js')
      return void response.writeHead(200, { 'content-type': 'text/javascript' }).end(script)
    const policy = "default-src 'none'; script-src 'self'; require-trusted-types-for 'script'"
    response.writeHead(200, { 'content-type': 'text/html', 'content-security-policy': policy })
    response.end(
      '<!doctype html><title>Validation</title><script type="module" src="/script.js"></script>',
    )
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const browser = await launchBrowser()
  try {
    const page = await browser.newPage()
    const complaints: string[] = []
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
    page.on('pageerror', (error) => complaints.push(error.message))
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
    const found = await page.waitForFunction(() => (globalThis as { found?: unknown }).found)
    expect(await found.jsonValue()).toEqual({ ...everywhere, evalRefused: true })
    // The one complaint is of the attempt to use eval, which shows that the policy is in force.
    expect(
      complaints.filter(
        (text) => !/\beval\b|unsafe-eval|TrustedScript/.test(text) && !/favicon|404/.test(text),
      ),
    ).toEqual([])
  } finally {
    await browser.close()
    server.close()
  }
})
