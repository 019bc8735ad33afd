import { annotationKeywords } from '../../../openapi/keywords.ts'

const annotations = new Set<string>([...annotationKeywords, 'readOnly', 'writeOnly'])

/** Returns the keywords of a schema that restrict its values. */
export function assertionsOf(schema: unknown): string[] {
  if (typeof schema !== 'object' || schema === null) return []
  return Object.keys(schema).filter((name) => !annotations.has(name) && !name.startsWith('x-'))
}
