import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { launchBrowser } from '@repo/testing/browser'
import { bundle } from '@repo/testing/bundle'
import { expect, it } from 'vitest'
import { expectedResults, program } from './program.ts'

it('has the expected results in Node', async () => {
  expect(await program()).toEqual(expectedResults)
})

it('has the same results in a browser with a strict content security policy', {
  timeout: 120_000,
}, async () => {
  const script = await bundle(
    `
    import { program } from './program.ts'
    const evalIsBlocked = (() => { try { globalThis.eval('1'); return false } catch { return true } })()
    program().then((results) => { globalThis.results = { ...results, evalIsBlocked } })`,
    import.meta.dirname,
  )
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
    const errors: string[] = []
    page.on('console', (message) => message.type() === 'error' && errors.push(message.text()))
    page.on('pageerror', (error) => errors.push(error.message))
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
    const results = await page.waitForFunction(() => (globalThis as { results?: unknown }).results)
    expect(await results.jsonValue()).toEqual({ ...expectedResults, evalIsBlocked: true })
    // The only error is that of the blocked eval, which shows that the policy applies.
    expect(
      errors.filter(
        (text) => !/\beval\b|unsafe-eval|TrustedScript/.test(text) && !/favicon|404/.test(text),
      ),
    ).toEqual([])
  } finally {
    await browser.close()
    server.close()
  }
})
