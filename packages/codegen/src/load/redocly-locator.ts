import { basename, extname } from 'node:path'
import { getLineColLocation, type Source } from '@redocly/openapi-core'
import { pointerNames, pointerTo, valueAt } from '../openapi/json-pointer.ts'
import type { Problem } from './problem.ts'

/** A file, and its content as a value. */
export interface LocatedFile {
  readonly source: Source
  readonly parsed: unknown
}

/** Reads a file, relative to another one. */
export type ReadFile = (base: string | null, path: string) => Promise<LocatedFile>

/** Finds the file, line and column of a value of the bundled document. */
export class RedoclyLocator {
  readonly #file: string
  readonly #readFile: ReadFile

  /**
   * @param file - The document's root file.
   * @param readFile - Reads a file, relative to another one.
   */
  constructor(file: string, readFile: ReadFile) {
    this.#file = file
    this.#readFile = readFile
  }

  /**
   * Locates a pointer of the bundled document in the files; where it does not exist there, its
   * nearest ancestor.
   */
  async locate(pointer: string, message: string): Promise<Problem> {
    const { source, parsed } = await this.#readFile(null, this.#file)
    return this.#locateIn({ source, parsed }, pointerNames(pointer), message)
  }

  /**
   * Locates pointers of the bundled document, among them those of components that bundling moved
   * there from other files.
   */
  async locateBundled(pointers: readonly string[]): Promise<Map<string, Problem>> {
    const root = await this.#readFile(null, this.#file)
    const isMoved = (path: readonly string[]) =>
      path[0] === 'components' && valueAt(root.parsed, path.slice(0, 3)) === undefined
    const paths = pointers.map(pointerNames)
    const moved = paths.some(isMoved) ? await this.#movedComponents(root) : new Map()
    const located = pointers.map(async (pointer, index) => {
      const path = paths[index] ?? []
      const [, , name = '', ...rest] = path
      const target = isMoved(path) ? moved.get(name) : undefined
      const problem = target
        ? await this.#locateIn(target, [...target.path, ...rest], '')
        : await this.locate(pointer, '')
      return [pointer, problem] as const
    })
    return new Map(await Promise.all(located))
  }

  // The bundler names a component after the last part of the reference.
  async #movedComponents(
    root: LocatedFile,
  ): Promise<Map<string, LocatedFile & { path: string[] }>> {
    const moved = new Map<string, LocatedFile & { path: string[] }>()
    const visited = new Set<string>()
    const pending = [root]
    for (const file of pending) {
      if (visited.has(file.source.absoluteRef)) continue
      visited.add(file.source.absoluteRef)
      for (const ref of referencesIn(file.parsed)) {
        const [path = '', pointer = ''] = ref.split('#')
        if (/^https?:/.test(ref)) continue
        const target = path === '' ? file : await this.#existingFile(file.source.absoluteRef, path)
        if (!target) continue
        const names = pointerNames(pointer)
        const name = names.at(-1) ?? basename(path, extname(path))
        if (!moved.has(name)) moved.set(name, { ...target, path: names })
        pending.push(target)
      }
    }
    return moved
  }

  async #locateIn(start: LocatedFile, names: readonly string[], message: string): Promise<Problem> {
    let { source, parsed: node } = start
    let path: string[] = []
    for (const name of names) {
      const ref: unknown = (node as { $ref?: unknown } | undefined)?.$ref
      if (typeof ref === 'string') {
        const [file = '', pointer = ''] = ref.split('#')
        const target = await this.#existingFile(source.absoluteRef, file || source.absoluteRef)
        if (!target) break
        ;({ source, parsed: node } = target)
        path = pointerNames(pointer)
        node = valueAt(node, path)
      }
      const next = valueAt(node, [name])
      if (next === undefined) break
      node = next
      path = [...path, name]
    }
    const location = { source, pointer: pointerTo(...path), reportOnKey: true }
    const { start: position } = getLineColLocation(location)
    return { file: source.absoluteRef, line: position.line, column: position.col, message }
  }

  // A reference in an example may lead nowhere.
  async #existingFile(base: string, path: string): Promise<LocatedFile | undefined> {
    return this.#readFile(base, path).catch(() => undefined)
  }
}

function referencesIn(node: unknown): string[] {
  if (typeof node !== 'object' || node === null) return []
  const ref = (node as { $ref?: unknown }).$ref
  const own = typeof ref === 'string' ? [ref] : []
  return [...own, ...Object.values(node).flatMap(referencesIn)]
}
