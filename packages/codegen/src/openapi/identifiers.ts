const reserved = new Set(
  `any as async await bigint boolean break case catch class const continue debugger declare default delete do else enum export
  extends false finally for function if implements import in instanceof interface let never new null number object package
  private protected public return static string super switch symbol this throw true try type typeof undefined unknown var void
  while with yield arguments eval NaN Infinity globalThis`.split(/\s+/),
)

/** Tells whether a text can name a constant or a type without quotes. */
export function isIdentifier(text: string): boolean {
  return /^[\p{ID_Start}_$][\p{ID_Continue}$]*$/u.test(text) && !reserved.has(text)
}

/** A text as an identifier: `repos/get-content` becomes `reposGetContent`. One that is an identifier stays as it is. */
export function identifier(text: string): string {
  if (isIdentifier(text)) return text
  const [first = '', ...rest] = text.split(/[^\p{ID_Continue}$]+/u).filter(Boolean)
  const name = `${first}${rest.map(pascal).join('')}`
  if (isIdentifier(name)) return name
  return name === '' || reserved.has(name) ? `${name}_` : `_${name}`
}

/** `getCommunityUser` as the name of a type: `GetCommunityUser`. */
export function pascal(name: string): string {
  return `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`
}

/** Gives out names, each once; one that is taken gets a number, always the same for the same document. */
export class NameAllocator {
  readonly #taken: Set<string>

  constructor(taken: Iterable<string> = []) {
    this.#taken = new Set(taken)
  }

  /** Takes `wanted`, or the first of `wanted2`, `wanted3`, … that is free along with everything `family` makes of it. */
  allocate(wanted: string, family: (name: string) => readonly string[] = (name) => [name]): string {
    let name = wanted
    for (let count = 2; family(name).some((member) => this.#taken.has(member)); count += 1)
      name = `${wanted}${count}`
    for (const member of family(name)) this.#taken.add(member)
    return name
  }
}
