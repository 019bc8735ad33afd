import type { Diagnostic } from '../../openapi/diagnostic.ts'
import type { Document } from '../../openapi/document.ts'
import { isRecord } from '../../openapi/is-record.ts'
import { pointerNames } from '../../openapi/json-pointer.ts'
import type { MendedDocument } from './mend-document.ts'
import type { SlowPatterns } from './slow-patterns.ts'

/**
 * Leaves out the patterns that take exponential time: one value from a server would block a program
 * that validates responses.
 */
export async function leaveOutPatterns(
  document: Document,
  slowPatterns: SlowPatterns,
): Promise<MendedDocument> {
  const found = await slowPatterns.findExponential(document)
  const diagnostics = found.map(
    ({ message, pointer }): Diagnostic => ({ message: `${message}; it is left out`, pointer }),
  )
  const mended = found.reduce(
    (current, { pointer }) => without(current, pointerNames(pointer)),
    document as unknown,
  )
  return { document: mended as Document, diagnostics }
}

function without(node: unknown, [name = '', ...rest]: readonly string[]): unknown {
  if (Array.isArray(node))
    return node.map((one, index) => (String(index) === name ? without(one, rest) : one))
  if (!isRecord(node)) return node
  // Without the pattern its properties would be additional ones, which may not be allowed.
  if (name === 'patternProperties') {
    const { additionalProperties: _, unevaluatedProperties: __, ...open } = node
    return { ...open, [name]: without(node[name], rest) }
  }
  if (rest.length > 0) return { ...node, [name]: without(node[name], rest) }
  return Object.fromEntries(Object.entries(node).filter(([key]) => key !== name))
}
