import { type IncomingRequest, type MockResponse, problem } from './messages.ts'

const token = "[\\w!#$%&'*+.^`|~-]+"
const mediaType = new RegExp(`^\\s*${token}/${token}\\s*(;|$)`)

function isDecodable(path: string): boolean {
  try {
    decodeURIComponent(path)
    return true
  } catch {
    return false
  }
}

/** Returns the 4xx for a part of a request that no operation can parse, or undefined. */
export function malformedPart({
  method,
  path,
  headers,
  body,
}: IncomingRequest): MockResponse | undefined {
  if (!path.startsWith('/')) {
    const detail = `The mock serves no resource for ${method} ${path}. A path starts with a slash.`
    return problem(400, 'Malformed request target', { detail })
  }
  if (!isDecodable(path)) {
    const detail = `The path ${path} has an invalid escape sequence. Write a percent sign as %25.`
    return problem(400, 'Malformed path', { detail })
  }
  const contentType = headers['content-type']
  if (body === null || contentType === undefined || mediaType.test(contentType)) return undefined
  const detail = `The content type ${JSON.stringify(contentType)} is not a media type.`
  return problem(415, 'Malformed content type', { detail })
}

/** Returns an Accept header without members that are not media ranges, or undefined. */
export function validAccept(accept: string): string | undefined {
  // Clients such as Java's HttpURLConnection send `*; q=.2`, which Prism fails to parse.
  const ranges = accept.split(',').filter((range) => mediaType.test(range))
  return ranges.length > 0 ? ranges.join(',') : undefined
}
