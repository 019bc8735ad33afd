import { isRecord } from '../../openapi/is-record.ts'
import { valueAt } from '../../openapi/json-pointer.ts'
import type { LocatedNode } from '../write/contract-files.ts'
import type { Lesson } from './lesson.ts'
import type { OperationPlace } from './operation-place.ts'

/** Returns the path parameters that an operation has to declare: as the one beside it does. */
export function pathParameters(place: OperationPlace, { files }: Lesson): unknown[] {
  const { path, item, sibling, file } = place
  const operation = sibling && files.locate(sibling.pointer)
  const siblingItem = operation && { ...operation, path: operation.path.slice(0, -1) }
  // References are relative to their file.
  const isSameFile = operation?.file === file
  const declared = [...parametersOf(siblingItem, files), ...parametersOf(operation, files)]
  const inherited = parametersOf(item, files)
  return [...path.matchAll(/\{([^{}]+)\}/g)].flatMap(([, name = '']) => {
    if (inherited.some((one) => one.name === name)) return []
    const known = declared.find((one) => one.name === name)
    if (known && isSameFile) return [known.node]
    return [{ name, in: 'path', required: true, schema: { type: 'string' } }]
  })
}

interface PathParameter {
  readonly name: unknown
  /** The parameter, or the reference to it. */
  readonly node: unknown
}

function parametersOf(owner: LocatedNode | undefined, files: Lesson['files']): PathParameter[] {
  const all = owner && valueAt(owner.file.value, [...owner.path, 'parameters'])
  if (!owner || !Array.isArray(all)) return []
  return all.flatMap((node: unknown, index) => {
    const at = files.follow({ ...owner, path: [...owner.path, 'parameters', `${index}`] })
    const parameter = valueAt(at.file.value, at.path)
    if (!isRecord(parameter) || parameter['in'] !== 'path') return []
    return [{ name: parameter['name'], node }]
  })
}
