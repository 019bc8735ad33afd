import { pointerNames } from '../../openapi/json-pointer.ts'

interface Wanted {
  pointers: string[]
  children: Map<string, Wanted>
}

/**
 * Returns the lines of the values at JSON pointers, or of their nearest ancestors. The text is read
 * once for all pointers, and what no pointer leads to is skipped.
 */
export function linesOfPointers(
  json: string,
  pointers: readonly string[],
): ReadonlyMap<string, number> {
  return new LineReader(json).read(wantedOf(pointers))
}

function wantedOf(pointers: readonly string[]): Wanted {
  const root: Wanted = { pointers: [], children: new Map() }
  for (const pointer of pointers) {
    let node = root
    for (const name of pointerNames(pointer)) {
      const next = node.children.get(name) ?? { pointers: [], children: new Map() }
      node.children.set(name, next)
      node = next
    }
    node.pointers.push(pointer)
  }
  return root
}

class LineReader {
  readonly #json: string
  readonly #lines = new Map<string, number>()
  #offset = 0
  #line = 1

  constructor(json: string) {
    this.#json = json
  }

  read(wanted: Wanted): ReadonlyMap<string, number> {
    this.#space()
    this.#value(wanted)
    return this.#lines
  }

  // A pointer that leads nowhere keeps the line of its nearest ancestor.
  #mark(wanted: Wanted): void {
    for (const pointer of wanted.pointers) this.#lines.set(pointer, this.#line)
    for (const inner of wanted.children.values()) this.#mark(inner)
  }

  #value(wanted: Wanted | undefined): void {
    const first = this.#json[this.#offset]
    if (first === '{' || first === '[') this.#container(first === '{', wanted)
    else if (first === '"') this.#string()
    else this.#skipTo(/[,\]}\s]/g)
  }

  #container(isObject: boolean, wanted: Wanted | undefined): void {
    this.#offset += 1
    this.#space()
    for (let index = 0; !this.#isAtEnd(); index += 1) {
      const name = isObject ? this.#key() : String(index)
      const inner = wanted?.children.get(name)
      if (inner) this.#mark(inner)
      if (isObject) {
        this.#space()
        this.#offset += 1
        this.#space()
      }
      this.#value(inner)
      this.#space()
      if (this.#json[this.#offset] === ',') this.#offset += 1
      this.#space()
    }
    this.#offset += 1
  }

  #isAtEnd(): boolean {
    const next = this.#json[this.#offset]
    return next === undefined || next === '}' || next === ']'
  }

  #key(): string {
    const start = this.#offset
    this.#string()
    return JSON.parse(this.#json.slice(start, this.#offset)) as string
  }

  #string(): void {
    this.#offset += 1
    while (this.#offset < this.#json.length && this.#json[this.#offset] !== '"')
      this.#offset += this.#json[this.#offset] === '\\' ? 2 : 1
    this.#offset += 1
  }

  #skipTo(pattern: RegExp): void {
    pattern.lastIndex = this.#offset
    this.#offset = pattern.exec(this.#json)?.index ?? this.#json.length
  }

  #space(): void {
    for (;;) {
      const next = this.#json.charCodeAt(this.#offset)
      if (next === 10) this.#line += 1
      else if (next !== 32 && next !== 9 && next !== 13) return
      this.#offset += 1
    }
  }
}
