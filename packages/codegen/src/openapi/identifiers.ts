const reserved = new Set(
  `await break case catch class const continue debugger default delete do else enum export extends false finally for function
  if implements import in instanceof interface let new null package private protected public return static super switch this
  throw true try typeof undefined var void while with yield arguments eval NaN Infinity globalThis`.split(
    /\s+/,
  ),
)

// Names of types, and words that are keywords in a few positions only.
const typeNames = new Set(
  'any as async bigint boolean declare never number object string symbol type unknown'.split(' '),
)

/** Returns whether a string can name a constant or a type without quotes. */
export function isIdentifier(name: string): boolean {
  return isConstantName(name) && !typeNames.has(name)
}

/** Returns whether a string can name a constant, which a type may not be called: `type`. */
export function isConstantName(name: string): boolean {
  return /^[\p{ID_Start}_$][\p{ID_Continue}$]*$/u.test(name) && !reserved.has(name)
}

/**
 * Returns a string as an identifier: `repos/get-content` becomes `reposGetContent`. An identifier
 * stays as it is.
 */
export function identifier(name: string): string {
  if (isIdentifier(name)) return name
  const [first = '', ...rest] = name.split(/[^\p{ID_Continue}$]+/u).filter(Boolean)
  const camel = `${first}${rest.map(pascal).join('')}`
  if (isIdentifier(camel)) return camel
  return camel === '' || reserved.has(camel) || typeNames.has(camel) ? `${camel}_` : `_${camel}`
}

/** Returns the name of a type for a function: `getCommunityUser` becomes `GetCommunityUser`. */
export function pascal(name: string): string {
  return `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`
}

/**
 * Allocates unique names. A name that is taken gets a number, always the same for the same
 * document.
 */
export class NameAllocator {
  readonly #taken: Set<string>

  constructor(taken: Iterable<string> = []) {
    this.#taken = new Set(taken)
  }

  /**
   * Allocates `name`, or the first of `name2`, `name3`, … that is free.
   *
   * @param derivedNames - Returns all names that one name occupies; all of them must be free.
   */
  allocate(
    name: string,
    derivedNames: (name: string) => readonly string[] = (derived) => [derived],
  ): string {
    let free = name
    for (let count = 2; derivedNames(free).some((one) => this.#taken.has(one)); count += 1) {
      free = `${name}${count}`
    }
    for (const one of derivedNames(free)) this.#taken.add(one)
    return free
  }
}
