// MSW with one handler for each operation, which responds with the example of its success response.
// It validates neither requests nor credentials.
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getResponse, HttpResponse, http, type RequestHandler } from 'msw'

interface Operation {
  responses: Record<string, { content?: { 'application/json'?: { example?: unknown } } }>
}

const document = JSON.parse(await readFile(process.argv[2] ?? '', 'utf8')) as {
  paths: Record<string, Record<string, Operation>>
}
const methods = {
  get: http.get,
  post: http.post,
  put: http.put,
  patch: http.patch,
  delete: http.delete,
}

const handlers: RequestHandler[] = Object.entries(document.paths).flatMap(([path, item]) =>
  Object.entries(methods).flatMap(([method, handle]) => {
    const [success] = Object.entries(item[method]?.responses ?? {})
    if (!success) return []
    const [status, response] = success
    const example = response.content?.['application/json']?.example
    const pattern = `*${path.replaceAll(/\{(\w+)\}/g, ':$1')}`
    return [handle(pattern, () => HttpResponse.json(example as object, { status: Number(status) }))]
  }),
)

// MSW works inside a process. A server in front of it makes the comparison fair.
const server = createServer(async (request, response) => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const body = chunks.length > 0 ? Buffer.concat(chunks) : null
  const init = {
    method: request.method ?? 'GET',
    headers: request.headers as Record<string, string>,
    body,
  }
  const mocked = await getResponse(handlers, new Request(`http://127.0.0.1${request.url}`, init))
  response.writeHead(mocked?.status ?? 404, {
    'content-type': mocked?.headers.get('content-type') ?? 'text/plain',
  })
  response.end(mocked ? await mocked.text() : 'no handler')
})
server.listen(0, '127.0.0.1', () =>
  console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`),
)
