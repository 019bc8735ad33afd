import { expect, it } from 'vitest'
import { createTestRequest, receive, type Scheme } from '../../src/index.ts'
import { bytesOf, schemes } from '../helpers.ts'

const mebibyte = 1_048_576

/** Returns the CPU time of a task in milliseconds: the least of many runs, to exclude other load. */
async function cpuTime(task: () => Promise<unknown>): Promise<number> {
  let least = Number.POSITIVE_INFINITY
  for (let run = 0; run < 30; run += 1) {
    const start = process.cpuUsage()
    await task()
    const { user, system } = process.cpuUsage(start)
    least = Math.min(least, (user + system) / 1000)
  }
  return least
}

/** Returns an authentic delivery of a large body. */
async function large(sender: Scheme, size: number) {
  const text = 'x'.repeat(size)
  const request = await createTestRequest('userJoinedServer', text, { scheme: sender })
  return { headers: request.headers, body: await bytesOf(request) }
}

it.each([
  ['signed', schemes.signed, mebibyte - 200],
  ['svix', schemes.svix, mebibyte - 200],
  ['gcm', schemes.gcm, (mebibyte / 4) * 3 - 200],
] as const)(
  'rejects a forged body of 1 MiB at the cost of three HMACs: %s',
  async (name, scheme, size) => {
    const delivery = await large(scheme, size)
    const changed = delivery.body.slice()
    // Within the text, so that only the cryptography can find the change.
    changed[500] = (changed[500] as number) === 65 ? 66 : 65
    const key = await crypto.subtle.importKey(
      'raw',
      new Uint8Array(32),
      { name: 'HMAC', hash: 'SHA-256' },
      false,
      ['sign'],
    )
    const hmac = await cpuTime(() => crypto.subtle.sign('HMAC', key, changed))
    const rejection = await cpuTime(() =>
      expect(receive({ ...delivery, body: changed }, { scheme })).rejects.toMatchObject({
        reason: 'inauthentic',
      }),
    )
    console.info(`${name}: ${rejection.toFixed(2)} ms, one HMAC ${hmac.toFixed(2)} ms`)
    expect(rejection / hmac).toBeLessThan(3)
  },
)
