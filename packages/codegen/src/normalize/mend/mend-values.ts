import type { Diagnostic } from '../../openapi/diagnostic.ts'
import type { Document, Schema } from '../../openapi/document.ts'
import { isHeaderName } from '../../openapi/header-name.ts'
import { isRecord } from '../../openapi/is-record.ts'
import { pointerTo, valueAt } from '../../openapi/json-pointer.ts'
import { regularExpression } from '../../openapi/pattern.ts'
import { cachedStringify } from '../../openapi/stringify.ts'
import {
  convert,
  expectedItemTypes,
  expectedTypes,
  type JsonType,
  jsonType,
} from './expected-types.ts'
import { hasNames, kindOf, mayBeNull, type NodeKind } from './node-kind.ts'

type Path = readonly string[]

interface Position {
  readonly kind: NodeKind
  readonly path: Path
}

/**
 * Returns a document whose values have the types that the generator reads: a null is left out, a
 * number becomes the string that belongs there, a reference leads somewhere, a pattern is a regular
 * expression. Each change is added to `diagnostics`.
 */
export function mendValues(document: Document, diagnostics: Diagnostic[]): Document {
  return new ValueMender(document, diagnostics).mend()
}

class ValueMender {
  readonly #document: Document
  readonly #diagnostics: Diagnostic[]
  // References to an `$id` or an anchor are resolved by the compiler of validators.
  readonly #hasIds: boolean

  constructor(document: Document, diagnostics: Diagnostic[]) {
    this.#document = document
    this.#diagnostics = diagnostics
    this.#hasIds = /"\$(id|anchor|dynamicAnchor)":/.test(cachedStringify(document))
  }

  mend(): Document {
    const position = { kind: 'object', path: [] } as const
    const mended = this.#value(this.#document, position) as Document
    return mended.info ? mended : { ...mended, info: { title: 'Untitled', version: '0' } }
  }

  #report(path: Path, message: string): void {
    this.#diagnostics.push({ message, pointer: pointerTo(...path) })
  }

  #value(value: unknown, position: Position): unknown {
    if (position.kind === 'data') return value
    // The parameters of an operation are an array, those of the components an object.
    if (Array.isArray(value)) {
      const kind = position.kind === 'map' ? 'object' : position.kind
      return this.#list(value, { ...position, kind })
    }
    return isRecord(value) ? this.#object(value, position) : value
  }

  #list(items: readonly unknown[], position: Position): readonly unknown[] {
    const mended = items.flatMap((item, index) => {
      const path = [...position.path, String(index)]
      if (item === null) {
        this.#report(path, 'null is not allowed in this array; it is left out')
        return []
      }
      const types = expectedItemTypes(position.kind, position.path.at(-1) ?? '')
      if (types && !types.includes(jsonType(item))) {
        this.#report(path, `${phrase(jsonType(item))} is not allowed in this array; it is left out`)
        return []
      }
      const isObject = isRecord(item) && position.kind === 'object'
      const problem = isObject ? this.#refProblem(item) : undefined
      if (problem) {
        this.#report(path, `${problem}; it is left out`)
        return []
      }
      return [this.#value(item, { ...position, path })]
    })
    const isSame =
      mended.length === items.length && mended.every((item, index) => item === items[index])
    return isSame ? items : mended
  }

  #object(node: Readonly<Record<string, unknown>>, position: Position): object {
    const { kind, path } = position
    const isMap = hasNames(kind)
    const mayBeReference = !isMap || kind === 'callback'
    const problem = mayBeReference ? this.#refProblem(node) : undefined
    if (problem) {
      this.#report(
        path,
        `${problem}; ${kind === 'schema' ? 'any value is accepted' : 'it is left out'}`,
      )
      const { $ref: _, ...rest } = node
      return rest
    }
    const isChanged = (key: string, value: unknown) => node[key] !== value
    const entries = Object.entries(node).flatMap(([key, value]): [string, unknown][] => {
      const childPath = [...path, key]
      if (kind === 'schema' && key === 'type') return [[key, mendTypes(value)]]
      if (value === null && !mayBeNull(kind, key)) return this.#null(key, isMap, childPath)
      if (!isMap && !this.#mayStay(kind, key, value, childPath)) return []
      if (isMap && !isSendable(path, key)) {
        this.#report(childPath, `${JSON.stringify(key)} cannot be sent as a header; it is left out`)
        return []
      }
      const types = expectedTypes(kind, childPath)
      if (types && !types.includes(jsonType(value))) {
        const converted = convert(value, types)
        if (converted === undefined) this.#reportType(key, value, childPath)
        return converted === undefined ? [] : [[key, converted]]
      }
      if (key === 'security' && !isMap) return [[key, this.#security(value, childPath)]]
      if (kind === 'schema' && key === 'dependentRequired')
        return isRecord(value) ? [[key, this.#arrays(value, childPath)]] : []
      return [[key, this.#value(value, { kind: kindOf(kind, key), path: childPath })]]
    })
    const isSame =
      entries.length === Object.keys(node).length &&
      !entries.some(([key, value]) => isChanged(key, value))
    const mended = isSame ? node : Object.fromEntries(entries)
    return kind === 'schema' ? withRequired(node, mended) : mended
  }

  #security(requirements: unknown, path: Path): unknown {
    if (!Array.isArray(requirements)) return requirements
    const mended = requirements.flatMap((requirement, index) =>
      isRecord(requirement) ? [this.#arrays(requirement, [...path, String(index)])] : [],
    )
    const isSame =
      mended.length === requirements.length &&
      mended.every((requirement, index) => requirement === requirements[index])
    return isSame ? requirements : mended
  }

  // In YAML, `- bearer:` is a requirement whose scopes are null.
  #arrays(node: Readonly<Record<string, unknown>>, path: Path): object {
    const wrong = Object.entries(node).filter(([, value]) => !Array.isArray(value))
    if (wrong.length === 0) return node
    for (const [key, value] of wrong) {
      const message = `${key} is ${phrase(jsonType(value))}; an empty array is assumed`
      this.#report([...path, key], message)
    }
    return { ...node, ...Object.fromEntries(wrong.map(([key]) => [key, []])) }
  }

  #reportType(key: string, value: unknown, path: Path): void {
    this.#report(path, `${key} is ${phrase(jsonType(value))}; it is left out`)
  }

  #null(key: string, isNamed: boolean, path: Path): [string, unknown][] {
    const remedy = isNamed ? 'an empty object is assumed' : 'it is left out'
    this.#report(path, `${key} is null; ${remedy}`)
    return isNamed ? [[key, {}]] : []
  }

  #mayStay(kind: NodeKind, key: string, value: unknown, path: Path): boolean {
    if (kind !== 'schema') return true
    if (key === 'pattern' && typeof value === 'string' && !regularExpression(value)) {
      this.#report(path, `the pattern ${value} is not a regular expression; it is left out`)
      return false
    }
    if (key === 'required' && !Array.isArray(value)) {
      const remedy = value === true ? 'the object with this property requires it' : 'it is left out'
      this.#report(path, `required is not an array of names; ${remedy}`)
      return false
    }
    return true
  }

  #refProblem(node: Readonly<Record<string, unknown>>) {
    const { $ref } = node
    if ($ref === undefined) return undefined
    if (typeof $ref !== 'string') return `the reference ${JSON.stringify($ref)} leads nowhere`
    const visited = new Set<unknown>()
    for (let ref: unknown = $ref; typeof ref === 'string'; ) {
      const target = ref.startsWith('#') ? valueAt(this.#document, ref) : undefined
      if (!isRecord(target)) {
        return this.#hasIds ? undefined : `the reference ${$ref} leads nowhere`
      }
      if (visited.has(target)) return `the reference ${$ref} leads to itself`
      visited.add(target)
      ref = target['$ref']
    }
    return undefined
  }
}

// Whether a key is a name of a header, or the value of `Content-Type`. The keys of components are
// neither.
function isSendable(path: Path, key: string): boolean {
  const [parent, map] = path.slice(-2)
  if (map === 'headers' && parent !== 'components') return isHeaderName(key)
  return map !== 'content' || /^[\x20-\x7e]*$/.test(key)
}

const phrase = (type: JsonType) =>
  type === 'null' ? type : `${/^[ao]/.test(type) ? 'an' : 'a'} ${type}`

// YAML reads `type: null` as null.
function mendTypes(value: unknown): unknown {
  if (value === null) return 'null'
  return Array.isArray(value) && value.includes(null) ? value.map((type) => type ?? 'null') : value
}

// `required: true` in a property is meant for the object that has the property.
function withRequired(node: Schema, mended: Schema): Schema {
  if (!isRecord(node['properties'])) return mended
  const names = Object.entries(node['properties']).flatMap(([name, property]) =>
    isRecord(property) && property['required'] === true ? [name] : [],
  )
  if (names.length === 0) return mended
  const declared = Array.isArray(node['required']) ? node['required'] : []
  return { ...mended, required: [...new Set([...declared, ...names])] }
}
