import { ExchangeRecorder } from '@returning-kit/runtime/recording'
import { describe, expect, it } from 'vitest'
import { readEvidence } from '../../../src/evidence/read/read-evidence.ts'
import { writeLines } from '../recorded-calls.ts'
import { order, shop } from '../shop.ts'

const recorder = new ExchangeRecorder({ document: shop })

async function read(lines: readonly string[], name?: string) {
  const badLines: number[] = []
  const all = []
  const options = {
    recorder,
    values: new Set<string>(),
    onBadLine: (line: number) => badLines.push(line),
  }
  for await (const one of readEvidence(await writeLines(lines, name), options)) all.push(one)
  return { all, badLines }
}

const url = 'https://shop.example.com/v1/orders?sort=newest'
const call = {
  date: '2026-11-30T10:00:00Z',
  request: {
    method: 'POST',
    url,
    headers: { 'content-type': 'application/json' },
    body: { lines: [] },
  },
  response: { status: 201, headers: [['content-type', 'application/json']], body: order },
}
const evidence = recorder.toEvidence({
  method: 'POST',
  url,
  status: 201,
  date: new Date(call.date),
  request: { headers: [['content-type', 'application/json']], body: { value: { lines: [] } } },
  response: { headers: [['content-type', 'application/json']], body: { value: order } },
})

describe('forms of evidence', () => {
  it('reads what the recorder writes without a change', async () => {
    expect(await read([JSON.stringify(evidence), ''])).toEqual({ all: [evidence], badLines: [] })
  })

  it('reads calls as lines of JSON', async () => {
    expect((await read([JSON.stringify(call)])).all).toEqual([evidence])
  })

  it('reads a HAR file with texts, base64 and forms', async () => {
    const entry = (request: object, content: object) => ({
      startedDateTime: call.date,
      request: { method: 'POST', url, headers: [], ...request },
      response: { status: 201, headers: [], content },
    })
    const text = JSON.stringify(order)
    const postData = { mimeType: 'application/json', text: '{"lines":[]}' }
    const base64 = Buffer.from(text).toString('base64')
    const har = {
      log: {
        entries: [
          entry({ postData }, { mimeType: 'application/json', text }),
          entry({ postData }, { mimeType: 'application/json', text: base64, encoding: 'base64' }),
          entry(
            {
              postData: {
                mimeType: 'application/x-www-form-urlencoded',
                params: [{ name: 'note', value: 'a' }],
              },
            },
            {},
          ),
          { request: { method: 'GET', url }, response: { status: 0 } },
          { request: { method: 'GET', url: 'data:text/plain,x' }, response: { status: 200 } },
        ],
      },
    }
    const { all } = await read([JSON.stringify(har)], 'calls.har')
    expect(all.slice(0, 2)).toEqual([evidence, evidence])
    expect(all).toHaveLength(3)
    expect(all[2]?.request?.type).toBe('application/x-www-form-urlencoded')
  })

  it('numbers the lines that are no evidence', async () => {
    const badUrl = { request: { method: 'GET', url: 'http://' }, response: { status: 200 } }
    const lines = [
      '{',
      JSON.stringify(evidence),
      '"text"',
      '{"evidence":2}',
      '{"request":{}}',
      JSON.stringify(badUrl),
    ]
    expect((await read(lines)).badLines).toEqual([1, 3, 4, 5, 6])
  })

  it('ends where a shape is nested too deeply', async () => {
    const nested = '{"array":{"count":1,"items":'
    const shape = `${nested.repeat(20_000)}{}${'}}'.repeat(20_000)}`
    const deep = JSON.stringify({ ...evidence, response: { type: 'text/plain', shape: 0 } })
    const { all } = await read([deep.replace('"shape":0', `"shape":${shape}`)])
    expect(JSON.stringify(all[0]?.response).match(/"array"/g)?.length).toBe(201)
  })

  it('rejects a file that cannot be read', async () => {
    await expect(read([])).rejects.toThrow(/is empty. Record calls/)
    await expect(read(['{ "log": '], 'broken.har')).rejects.toThrow(/is not valid JSON/)
    const missing = readEvidence('/tmp/no-such-file', {
      recorder,
      values: new Set(),
      onBadLine: () => {},
    })
    await expect(missing.next()).rejects.toThrow(/cannot be read \(ENOENT\). Pass a file/)
  })
})

describe('evidence of an older contract', () => {
  it('finds an operation that the contract has got since', async () => {
    const old = { ...evidence, operation: undefined, path: '/v1/orders' }
    expect((await read([JSON.stringify(old)])).all[0]).toMatchObject({
      operation: 'createOrder',
      path: '/orders',
    })
  })

  it('drops failures of keywords that have changed', async () => {
    const fails = { maxLength: { 8: 1, 9: 1 }, pattern: { '"x"': 1 } }
    const code = { string: { count: 1, minLength: 9, maxLength: 9, fails } }
    const shape = { object: { count: 1, properties: { code } } }
    const old = { ...evidence, response: { type: 'application/json', shape } }
    const [read1] = (await read([JSON.stringify(old)])).all
    expect(read1?.response?.shape?.object?.properties?.['code']?.string?.fails).toEqual({
      maxLength: { 8: 1 },
    })
  })
})
