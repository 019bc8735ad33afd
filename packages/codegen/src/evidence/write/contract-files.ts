import { readFile, writeFile } from 'node:fs/promises'
import { basename, dirname, extname, resolve } from 'node:path'
import { isRecord } from '../../openapi/is-record.ts'
import { pointerNames, valueAt } from '../../openapi/json-pointer.ts'
import { YamlFile } from './yaml-file.ts'

/** A value in one of the files of a contract. */
export interface LocatedNode {
  readonly file: YamlFile
  readonly path: readonly string[]
}

/** The files of a contract, with the way from the bundled document to them. */
export class ContractFiles {
  readonly root: YamlFile
  readonly #files: ReadonlyMap<string, YamlFile>
  /** Where the components are that bundling moves into the root, by the end of their reference. */
  readonly #moved = new Map<string, LocatedNode>()
  readonly #originals: ReadonlyMap<YamlFile, string>

  private constructor(files: ReadonlyMap<string, YamlFile>, rootFile: string) {
    this.#files = files
    this.root = files.get(rootFile) as YamlFile
    this.#originals = new Map([...files.values()].map((file) => [file, file.text]))
    for (const file of files.values()) this.#collect(file.value, file)
  }

  /** @param files - Absolute names of all files of the contract, the root first. */
  static async read(files: readonly [string, ...string[]]): Promise<ContractFiles> {
    const entries = files.map(async (file) => {
      return [file, new YamlFile(file, await readFile(file, 'utf8'))] as const
    })
    return new ContractFiles(new Map(await Promise.all(entries)), files[0])
  }

  /** Returns where the value at a pointer of the bundled document is written. */
  locate(pointer: string): LocatedNode | undefined {
    const names = pointerNames(pointer)
    const isComponent = names[0] === 'components' && names.length > 2
    const isMoved = isComponent && valueAt(this.root.value, names.slice(0, 3)) === undefined
    const start = isMoved ? this.#moved.get(names[2] ?? '') : { file: this.root, path: [] }
    return start && this.#walk(start, isMoved ? names.slice(3) : names)
  }

  /** Follows the reference of a node, if it is one. */
  follow({ file, path }: LocatedNode): LocatedNode {
    const node = valueAt(file.value, path)
    const target =
      isRecord(node) && typeof node['$ref'] === 'string' && this.#target(node['$ref'], file)
    return target ? this.follow(target) : { file, path }
  }

  /** Writes the files that were edited. Returns their names. */
  async write(): Promise<string[]> {
    const changed = this.changed()
    await Promise.all(changed.map((file) => writeFile(file.name, file.text)))
    return changed.map(({ name }) => name)
  }

  /** Returns the files that were edited. */
  changed(): YamlFile[] {
    return [...this.#files.values()].filter((file) => file.text !== this.#originals.get(file))
  }

  // A step that the bundled document has may be behind a reference in the files.
  #walk(start: LocatedNode, names: readonly string[]): LocatedNode | undefined {
    let current = start
    for (const name of names) {
      let node = valueAt(current.file.value, current.path)
      if (isRecord(node) && !(name in node) && typeof node['$ref'] === 'string') {
        const target = this.#target(node['$ref'], current.file)
        if (!target) return undefined
        current = this.follow(target)
        node = valueAt(current.file.value, current.path)
      }
      if (typeof node !== 'object' || node === null || !(name in node)) return undefined
      current = { file: current.file, path: [...current.path, name] }
    }
    return current
  }

  /** Returns the node that a reference in a file leads to. */
  resolve(ref: string, from: YamlFile): LocatedNode | undefined {
    const target = this.#target(ref, from)
    return target && this.follow(target)
  }

  #target(ref: string, from: YamlFile): LocatedNode | undefined {
    const [path = '', pointer = ''] = ref.split('#')
    const file = path === '' ? from : this.#files.get(resolve(dirname(from.name), path))
    return file && { file, path: pointerNames(pointer) }
  }

  #collect(node: unknown, file: YamlFile): void {
    if (typeof node !== 'object' || node === null) return
    const ref = (node as { $ref?: unknown }).$ref
    if (typeof ref === 'string') {
      const target = this.#target(ref, file)
      const [path = ''] = ref.split('#')
      const name = target?.path.at(-1) ?? basename(path, extname(path))
      if (target && !this.#moved.has(name)) this.#moved.set(name, target)
    }
    for (const inner of Object.values(node)) this.#collect(inner, file)
  }
}
