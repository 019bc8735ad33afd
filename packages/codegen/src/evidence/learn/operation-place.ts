import { isLoopback, type Route } from '@returning-kit/runtime/recording'
import { isRecord } from '../../openapi/is-record.ts'
import { escapePointer, valueAt } from '../../openapi/json-pointer.ts'
import type { NewOperation } from '../finding.ts'
import type { LocatedNode } from '../write/contract-files.ts'
import type { YamlFile } from '../write/yaml-file.ts'
import type { Lesson } from './lesson.ts'

/** Where an operation is added. */
export interface OperationPlace {
  /** Path template, without the base path of its server. */
  readonly path: string
  /** The path item, if the contract has the path. */
  readonly item: LocatedNode | undefined
  /** An operation beside it, whose tags and credentials it most likely shares. */
  readonly sibling: Route | undefined
  /** An operation with the same base path, whose servers it shares. */
  readonly served: Route | undefined
  /** The file of the path item. */
  readonly file: YamlFile
  /** Reference of the root file to the path item; undefined if it is in the root file. */
  readonly ref: string | undefined
}

/**
 * Returns the place of an operation; undefined if its path is not certain. Of an unknown path,
 * evidence has `{}` for a word as well as for data. Only where another path of the contract has a
 * parameter, too, it is one.
 */
export function placeOf(
  { path, origin }: NewOperation,
  routes: readonly Route[],
  lesson: Lesson,
): OperationPlace | undefined {
  const segments = path.split('/').slice(1)
  const bases = routes.flatMap(({ servers }) => servers)
  const isAt = (base: Route['servers'][number]) =>
    !base.origin || !origin || isLoopback(origin) || base.origin.test(origin)
  const base = bases.filter(isAt).find((one) => isPrefix(one.segments, segments))
  const own = segments.slice(base?.segments.length ?? 0)
  const known = own.lastIndexOf('{}') + 1
  const beside = routes.filter((route) => isPrefix(own.slice(0, known), templateOf(route)))
  const [first] = beside
  if (known > 0 && !first) return undefined
  const named = [...(first?.template.segments.slice(0, known) ?? []), ...own.slice(known)]
  const same = routes.find((route) => templateOf(route).join('/') === own.join('/'))
  const item = same && lesson.files.locate(same.pointer.slice(0, same.pointer.lastIndexOf('/')))
  const siblings = beside.toSorted(
    (one, other) => sharedWords(own, templateOf(other)) - sharedWords(own, templateOf(one)),
  )
  const sibling = same ?? siblings.find((route) => sharedWords(own, templateOf(route)) > 0)
  const served = sibling ?? routes.find(({ servers }) => base && servers.includes(base))
  if (same && item) {
    const followed = lesson.files.follow(item)
    const { file } = followed
    return { path: same.path, item: followed, sibling, served, file, ref: undefined }
  }
  const newPath = `/${named.join('/')}`
  return { path: newPath, item: undefined, sibling, served, ...fileOf(newPath, sibling, lesson) }
}

// A file beside the root has path items at its top, by their paths.
function fileOf(path: string, sibling: Route | undefined, { files }: Lesson) {
  const { root } = files
  const ref = sibling && valueAt(root.value, ['paths', sibling.path, '$ref'])
  const [name = '', pointer = ''] = typeof ref === 'string' ? ref.split('#') : []
  const located = name === '' ? undefined : files.resolve(name, root)
  const isAtTop = sibling && pointer === `/${escapePointer(sibling.path)}`
  if (!located || !isAtTop) return { file: root, ref: undefined }
  return { file: located.file, ref: `${name}#/${escapePointer(path)}` }
}

function isPrefix(one: readonly string[], other: readonly string[]): boolean {
  return one.every((segment, index) => segment === other[index])
}

function templateOf({ template }: Route): string[] {
  return template.segments.map((segment) => segment.replaceAll(/\{[^{}]*\}/g, '{}'))
}

// What all paths begin with, such as `api/v1`, does not make them siblings.
function sharedWords(one: readonly string[], other: readonly string[]): number {
  const end = one.findIndex((segment, index) => segment !== other[index])
  const shared = one.slice(0, end < 0 ? one.length : end)
  return shared.filter((segment) => !/^(api|v\d+|\{\})$/.test(segment)).length
}

/** Adds an operation. Returns where it is; undefined if the files cannot be edited. */
export function writeOperation(
  { path, item, served, file, ref }: OperationPlace,
  method: string,
  operation: object,
  lesson: Lesson,
): LocatedNode | undefined {
  if (item) {
    const isMade = item.file.set(item.path, method, operation)
    return isMade ? { ...item, path: [...item.path, method] } : undefined
  }
  const { root } = lesson.files
  const servers = served && itemOf(served, lesson)?.['servers']
  const pathItem = { ...(servers !== undefined && { servers }), [method]: operation }
  if (ref === undefined) {
    const isMade = root.set(['paths'], path, pathItem)
    return isMade ? { file: root, path: ['paths', path, method] } : undefined
  }
  if (!root.set(['paths'], path, { $ref: ref })) return undefined
  if (file.set([], path, pathItem)) return { file, path: [path, method] }
  root.delete(['paths'], path)
  return undefined
}

function itemOf(
  { pointer }: Route,
  { files }: Lesson,
): Readonly<Record<string, unknown>> | undefined {
  const node = files.locate(pointer.slice(0, pointer.lastIndexOf('/')))
  const item = node && files.follow(node)
  const value = item && valueAt(item.file.value, item.path)
  return isRecord(value) ? value : undefined
}
