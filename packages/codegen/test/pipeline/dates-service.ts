import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

/** The requests that the service has received: method, URL and body. */
export const requests: string[] = []

/** 2^53 + 1, which no number is. */
export const big = '9007199254740993'
const user = `{"id":${big},"createdAt":"2026-01-31T12:00:00.5Z","birthday":"2001-02-28","visits":${big},
  "note":"${big}","logins":{"first":"2026-01-31T12:00:00Z","last":"2026-02-01T00:00:00+01:00"},
  "unknown":${big},"manager":{"id":1,"createdAt":"2026-01-31T12:00:00Z","birthday":null}}`
const bodies: Readonly<Record<string, [status: number, type: string, body: string]>> = {
  'GET /users': [200, 'application/json', `{"items":[${user}],"total":1}`],
  'POST /users': [201, 'application/json', user],
  [`GET /users/${big}/days/2026-01-31`]: [
    200,
    'application/json',
    '[{"kind":"login","at":"2026-01-31T12:00:00Z"},{"kind":"note","at":"2026-01-31T12:00:00Z"}]',
  ],
  'GET /notes': [200, 'application/json', '{"memo":"a","at":"2026-01-31T12:00:00Z"}'],
  'GET /pets': [
    200,
    'application/json',
    `[{"kind":"cat","born":"2026-01-31","chip":${big},"seen":["2026-01-31","2026-01-31"]},
      {"kind":"dog","born":"2026-01-31","chip":5},null]`,
  ],
  'GET /status': [200, 'application/json', '{"code":0,"data":{"since":"2026-01-31T12:00:00Z"}}'],
  'GET /exports': [200, 'application/jsonl', `${user.replaceAll('\n', '')}\n{"id":"a"}\n`],
  'GET /changes': [200, 'text/event-stream', `data: ${user.replaceAll('\n', '')}\n\n`],
}

const server = createServer(async (request, response) => {
  const { method, url = '' } = request
  const sent = await text(request)
  requests.push(`${method} ${decodeURIComponent(url)} ${sent}`.trim())
  const isConflict = sent.includes('"note":"taken"')
  const [status, type, body] = bodies[`${method} ${url.split('?')[0]}`] ?? []
  if (isConflict) {
    response.writeHead(409, { 'content-type': 'application/json' })
    response.end('{"message":"taken","retryAt":"2026-01-31T12:00:00Z"}')
  } else if (status) {
    const headers = { 'content-type': type, 'x-created': '2026-01-31T12:00:00Z', 'x-id': big }
    response.writeHead(status, headers).end(body)
  } else response.writeHead(204).end()
})

/** Starts the service of `fixtures/dates.yaml` on loopback and returns its URL. */
export async function startService(): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

export function stopService(): void {
  server.closeAllConnections()
  server.close()
}
