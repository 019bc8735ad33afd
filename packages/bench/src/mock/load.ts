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

/** Sends each call once, one after the other. Returns the rejected ones. */
export async function sendEach(url: string, calls: readonly Call[]): Promise<string[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const rejected: string[] = []
  for (const call of calls) {
    const status = await send(url, agent, call)
    if (status >= 400) rejected.push(`${call.method} ${call.path} ${status}`)
  }
  agent.destroy()
  return rejected
}

/**
 * Cycles through the calls over ten connections, `count` in total. Returns requests per second.
 */
export async function load(url: string, calls: readonly Call[], count: number): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: 10 })
  let next = 0
  const worker = async () => {
    while (next < count) {
      const call = calls[next++ % calls.length] as Call
      await send(url, agent, call)
    }
  }
  const start = performance.now()
  await Promise.all(Array.from({ length: 10 }, worker))
  const rate = count / ((performance.now() - start) / 1000)
  agent.destroy()
  return rate
}
