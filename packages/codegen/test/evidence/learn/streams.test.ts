import { ExchangeRecorder } from '@returning-kit/runtime/recording'
import { expect, it } from 'vitest'
import { readContract } from '../../../src/load/read-contract.ts'
import { writeLines } from '../recorded-calls.ts'
import { learnFrom, writeContract } from './contract-folder.ts'

const contract = `openapi: 3.2.0
info: { title: Streams, version: '1' }
servers: [{ url: https://streams.example.com }]
paths:
  /changes:
    get:
      operationId: watchChanges
      responses:
        '200':
          description: The changes.
          content:
            text/event-stream:
              itemSchema:
                type: object
                properties:
                  event: { const: joined }
                  data:
                    type: string
                    contentMediaType: application/json
                    contentSchema:
                      type: object
                      properties:
                        name: { type: string }
            application/x-ndjson:
              itemSchema: { type: integer }
`

async function learned(type: string, text: string) {
  const spec = await writeContract({ 'openapi.yaml': contract })
  const { document } = await readContract(spec)
  const recording = new ExchangeRecorder({ document }).recordStream({
    method: 'GET',
    url: 'https://streams.example.com/changes',
    status: 200,
    request: { headers: [] },
    response: { headers: [['content-type', type]] },
  })
  recording.push(new TextEncoder().encode(text))
  const evidence = await writeLines([JSON.stringify(recording.end())])
  const first = await learnFrom(spec, evidence)
  const second = await learnFrom(spec, evidence)
  expect([second.changes, second.differences]).toEqual([[], 0])
  return first.text
}

it('adds the members of the JSON in events to its schema', async () => {
  const text = await learned(
    'text/event-stream',
    'event: joined\ndata: {"name":null,"age":7}\n\nevent: joined\ndata: {"name":"Jane"}\n\n',
  )
  expect(text).toContain("                        name: { type: [string, 'null'] }\n")
  expect(text).toContain('                        age: { type: integer, description: ')
  expect(text).not.toContain('Jane')
})

it('widens the schema of lines of JSON', async () => {
  expect(await learned('application/x-ndjson', '1\n"two"\n')).toContain(
    'itemSchema: { type: [integer, string] }',
  )
})

it('changes nothing if the items match', async () => {
  expect(await learned('application/x-ndjson', '1\n2\n')).toBe(contract)
  const events = 'event: joined\ndata: {"name":"Jane"}\n\n'
  expect(await learned('text/event-stream', events)).toBe(contract)
})
