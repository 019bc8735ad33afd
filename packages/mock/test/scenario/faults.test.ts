import { expect, it } from 'vitest'
import { type Scenario, startMock } from '../../src/index.ts'
import { headers, users } from '../helpers.ts'

async function outcomes(scenario: Scenario, count = 60): Promise<(number | string)[]> {
  await using mock = await startMock({ port: 0, scenario })
  const results: (number | string)[] = []
  for (let index = 0; index < count; index += 1) {
    const response = fetch(mock.url + users, { headers })
    results.push(
      await response
        .then(async (received) => {
          await received.text()
          return received.status
        })
        .catch(() => 'disconnected'),
    )
  }
  return results
}

it('fail a share of the requests, the same ones for the same seed', async () => {
  const first = await outcomes({ faults: { rate: 0.4, seed: 'a' } })
  expect(await outcomes({ faults: { rate: 0.4, seed: 'a' } })).toEqual(first)
  expect(await outcomes({ faults: { rate: 0.4, seed: 'b' } })).not.toEqual(first)
  const failed = first.filter((outcome) => outcome !== 200)
  expect(failed.length).toBeGreaterThan(12)
  expect(failed.length).toBeLessThan(40)
  expect(new Set(failed)).toEqual(new Set([429, 502, 503, 504, 'disconnected']))
})

it('spare other operations', async () => {
  const faults = { rate: 1, operations: ['getUser'] } as const
  expect(await outcomes({ faults }, 3)).toEqual([200, 200, 200])
})

it.each([
  [{ rate: 2 }, /faults\/rate must be <= 1/],
  [{ operations: ['nothing'] }, /unknown operation nothing/],
])('reject %j', async (faults, message) => {
  await expect(startMock({ port: 0, scenario: { faults } as unknown as Scenario })).rejects.toThrow(
    message,
  )
})
