import { Agent, request } from 'node:http'

/** A request that is sent repeatedly. */
export interface Call {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | undefined
}

function send(url: string, agent: Agent, { method, path, headers, body }: Call): Promise<number> {
  return new Promise((resolve, reject) => {
    const sentRequest = request(url + path, { method, headers, agent }, (response) => {
      response.resume()
      response.once('end', () => resolve(response.statusCode ?? 0))
      response.once('error', reject)
    })
    sentRequest.once('error', reject)
    sentRequest.end(body)
  })
}

/**
 * Cycles through the calls over ten connections, `count` in total. Returns requests per second and
 * the rejected calls.
 */
export async function load(
  url: string,
  calls: readonly Call[],
  count: number,
): Promise<{ rate: number; rejected: string[] }> {
  const agent = new Agent({ keepAlive: true, maxSockets: 10 })
  const rejected = new Set<string>()
  let next = 0
  const worker = async () => {
    while (next < count) {
      const call = calls[next++ % calls.length] as Call
      const status = await send(url, agent, call)
      if (status >= 400) rejected.add(`${call.method} ${call.path} ${status}`)
    }
  }
  const start = performance.now()
  await Promise.all(Array.from({ length: 10 }, worker))
  const rate = count / ((performance.now() - start) / 1000)
  agent.destroy()
  return { rate, rejected: [...rejected] }
}
