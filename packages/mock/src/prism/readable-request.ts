import type { getHttpOperationsFromSpec } from '@stoplight/prism-http'

type Resource = Awaited<ReturnType<typeof getHttpOperationsFromSpec>>[number]
type Headers = Readonly<Record<string, string>>

/** Returns a path without commas. Prism splits at them before it reads an array from the path. */
export function readablePath(path: string): string {
  return path.replaceAll(',', '%2C')
}

/**
 * Returns an operation without the schemas of headers that the request lacks. Prism reads an array
 * or an object from them and throws.
 */
export function withReadableHeaders(resource: Resource, headers: Headers): Resource {
  const declared = resource.request?.headers ?? []
  const isAbsent = ({ name }: { readonly name: string }) =>
    headers[name.toLowerCase()] === undefined
  const isStructure = (type: unknown) => type === 'array' || type === 'object'
  const isUnsafe = (header: (typeof declared)[number]) =>
    isAbsent(header) && isStructure(header.schema?.type)
  if (!declared.some(isUnsafe)) return resource
  const readable = declared.map((header) => {
    if (!isUnsafe(header)) return header
    const { schema: _, ...rest } = header
    return rest
  })
  return { ...resource, request: { ...resource.request, headers: readable } }
}

/** Returns whether Prism threw because a path parameter is not written in the declared style. */
export function isUnreadable({ message }: Error): boolean {
  return /serialization style requires/.test(message)
}
