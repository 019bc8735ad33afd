import { paths } from 'jsonpath-rfc9535'
import { isRecord } from '../openapi/is-record.ts'
import { pointerNames, pointerTo, valueAt } from '../openapi/json-pointer.ts'
import type { Problem } from './problem.ts'
import { type ReadFile, RedoclyLocator } from './redocly-locator.ts'

interface Action {
  readonly target?: unknown
  readonly update?: unknown
}

/** Finds the actions of Overlays that made the values of a document. */
export class OverlayLocator {
  readonly #overlays: readonly string[]
  readonly #documents: readonly unknown[]
  readonly #readFile: ReadFile

  /**
   * @param documents - The document before the first Overlay, and after each.
   */
  constructor(overlays: readonly string[], documents: readonly unknown[], readFile: ReadFile) {
    this.#overlays = overlays
    this.#documents = documents
    this.#readFile = readFile
  }

  /**
   * Locates a pointer of the last document in the Overlay that made its value; undefined where none
   * did.
   */
  async locate(pointer: string, message: string): Promise<Problem | undefined> {
    const names = pointerNames(pointer)
    for (const step of [...this.#overlays.keys()].reverse()) {
      const file = this.#overlays[step] as string
      const { parsed } = await this.#readFile(null, file)
      const { actions = [] } = parsed as { actions?: readonly Action[] }
      for (const [index, action] of [...actions.entries()].reverse()) {
        const path = this.#pathInUpdate(action, step, names)
        if (!path) continue
        const target = pointerTo('actions', String(index), 'update', ...path)
        return new RedoclyLocator(file, this.#readFile).locate(target, message)
      }
    }
    return undefined
  }

  // An action may select what an earlier one of its Overlay has added.
  #pathInUpdate(
    { target, update }: Action,
    step: number,
    names: readonly string[],
  ): string[] | undefined {
    if (typeof target !== 'string' || update === undefined) return undefined
    const [before, after] = this.#documents.slice(step, step + 2)
    const selected = new Set([before, after].flatMap((one) => paths(one as never, target)))
    for (const one of selected) {
      const keys = keysOf(one)
      if (!keys.every((key, index) => key === names[index])) continue
      const path = madePath(valueAt(before, keys), update, names.slice(keys.length))
      if (path) return path
    }
    return undefined
  }
}

// A normalized path: `$['paths']['/pets'][0]`.
function keysOf(path: string): string[] {
  const parts = path.matchAll(/\['((?:[^'\\]|\\.)*)'\]|\[(\d+)\]/g)
  return [...parts].map(([, name, index]) =>
    name === undefined ? (index ?? '') : (JSON.parse(`"${unquoted(name)}"`) as string),
  )
}

const unquoted = (name: string) => name.replaceAll("\\'", "'").replaceAll('"', '\\"')

// Returns the names of a value in an update, if the update made it: objects are merged, and items
// are added to arrays.
function madePath(
  before: unknown,
  update: unknown,
  names: readonly string[],
): string[] | undefined {
  const path: string[] = []
  let [old, value] = [before, update]
  let rest = [...names]
  if (Array.isArray(old) && !Array.isArray(value)) {
    // A single item is added without an array.
    if (Number(rest[0]) !== old.length) return undefined
    old = undefined
    rest = rest.slice(1)
  }
  for (const name of rest) {
    const key =
      Array.isArray(value) && Array.isArray(old) ? String(Number(name) - old.length) : name
    const next = valueAt(value, [key])
    if (next === undefined) return undefined
    old = Array.isArray(value) ? undefined : valueAt(old, [name])
    value = next
    path.push(key)
  }
  const isMerged =
    (isRecord(old) && isRecord(value)) || (Array.isArray(old) && Array.isArray(value))
  return isMerged ? undefined : path
}
