import { Agent, request } from 'node:http'

/** One request, as it is sent again and again. */
export interface Call {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | undefined
}

function once(url: string, agent: Agent, { method, path, headers, body }: Call): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request(url + path, { method, headers, agent }, (answer) => {
      answer.resume()
      answer.once('end', () => resolve(answer.statusCode ?? 0))
      answer.once('error', reject)
    })
    sent.once('error', reject)
    sent.end(body)
  })
}

/** Sends the calls round and round over ten connections, `count` in all. Gives requests per second, and what failed. */
export async function load(
  url: string,
  calls: readonly Call[],
  count: number,
): Promise<{ rate: number; refused: string[] }> {
  const agent = new Agent({ keepAlive: true, maxSockets: 10 })
  const refused = new Set<string>()
  let next = 0
  const worker = async () => {
    while (next < count) {
      const call = calls[next++ % calls.length] as Call
      const status = await once(url, agent, call)
      if (status >= 400) refused.add(`${call.method} ${call.path} ${status}`)
    }
  }
  const began = performance.now()
  await Promise.all(Array.from({ length: 10 }, worker))
  const rate = count / ((performance.now() - began) / 1000)
  agent.destroy()
  return { rate, refused: [...refused] }
}
