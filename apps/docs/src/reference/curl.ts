import type { Exchange } from './exchanges.ts'

/** Returns the request of an exchange as a command of curl. */
export function curlCommand({ method, url, headers, requestBody }: Exchange): string {
  const lines = [
    `curl${method === 'GET' ? '' : ` --request ${method}`} ${quote(url)}`,
    ...Object.entries(headers).map(([name, value]) => `  --header ${quote(`${name}: ${value}`)}`),
    ...(requestBody === '' ? [] : [`  --data ${quote(requestBody)}`]),
  ]
  return lines.join(' \\\n')
}

function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`
}
