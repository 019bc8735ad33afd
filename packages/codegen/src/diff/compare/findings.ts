import type { Direction, Notice, Topic } from '../notice.ts'
import type { RuleId } from '../rules.ts'

/** A part of the contracts that is compared once: an operation, or a component in one direction. */
export class Scope {
  /** The function, webhook or type; several of them where they are not told apart. */
  readonly ids: readonly string[]
  /** Name of the component; undefined for an operation. */
  readonly component: string | undefined
  /** The scopes that use it. */
  readonly users = new Set<Scope>()

  constructor(owner: { id: string } | { component: string; ids?: readonly string[] }) {
    this.ids = 'id' in owner ? [owner.id] : (owner.ids ?? [])
    this.component = 'component' in owner ? owner.component : undefined
  }

  /** Returns the ids of the functions that reach this scope. */
  functions(): string[] {
    const reached = new Set<Scope>([this])
    for (const scope of reached) for (const user of scope.users) reached.add(user)
    return [...reached].flatMap(({ ids }) => ids)
  }
}

/** What is found at one place. */
export interface Finding {
  rule: RuleId
  bump: Notice['bump']
  place: string
  /** What happened to the place, or the whole sentence if there is no place. */
  predicate: string
  topic?: Topic
  direction?: Direction | undefined
  before?: string | undefined
  after?: string | undefined
  /** Whether the place is in a component, although the scope is an operation. */
  isShared?: boolean
}

/** Collects findings, and merges those that have one cause. */
export class Findings {
  readonly #notices = new Map<string, Notice>()
  readonly #reach = new Map<Scope, readonly string[]>()
  readonly #found: { scope: Scope; finding: Finding }[] = []
  readonly #components = new Set<string>()
  readonly #entries = new Set<string>()

  /** Adds what was found in a scope. */
  add(scope: Scope, finding: Finding): void {
    this.#found.push({ scope, finding })
    if (scope.component !== undefined) this.#components.add(scope.component)
    else if (finding.isShared !== true && finding.topic !== 'payload')
      for (const id of scope.ids) this.#entries.add(id)
    if (finding.isShared === true) this.#components.add(finding.place.split(/[.[]/)[0] ?? '')
  }

  /** Returns whether anything was found in a component. */
  hasComponent(name: string): boolean {
    return this.#components.has(name)
  }

  /** Returns whether anything was found in an operation or webhook itself. */
  hasEntry(id: string): boolean {
    return this.#entries.has(id)
  }

  /** Returns the ids of functions with a finding that breaks callers in a way that types show. */
  brokenFunctions(): Set<string> {
    // Headers and media types of responses are a part of the types of results.
    const isTyped = ({ place, rule, topic = 'values' }: Finding) =>
      topic === 'values' || rule === 'media-type-added' || place.startsWith('headers')
    const broken = this.#found.filter(({ finding }) => finding.bump === 'major' && isTyped(finding))
    return new Set(broken.flatMap(({ scope }) => this.#functionsOf(scope)))
  }

  /** Returns the notices, one per cause. */
  notices(): Notice[] {
    this.#notices.clear()
    for (const { scope, finding } of this.#found) this.#merge(scope, finding)
    return [...this.#notices.values()]
  }

  #functionsOf(scope: Scope): readonly string[] {
    const known = this.#reach.get(scope)
    if (known) return known
    const functions = scope.functions()
    this.#reach.set(scope, functions)
    return functions
  }

  #merge(scope: Scope, finding: Finding): void {
    const { rule, bump, place, predicate, topic = 'values', direction, before, after } = finding
    const isShared = finding.isShared === true || scope.component !== undefined
    const message = place === '' ? predicate : `\`${place}\` ${predicate}`
    const functions = this.#functionsOf(scope)
    if (functions.length === 0) return
    const kinds = [...new Set(functions.map(ruleKind))].sort().join(' ')
    const key = JSON.stringify([rule, bump, message, topic, isShared ? '' : kinds])
    const same = this.#notices.get(key)
    this.#notices.set(key, {
      rule,
      bump,
      place,
      message,
      topic,
      directions: [...new Set([...(same?.directions ?? []), ...(direction ? [direction] : [])])],
      functions: [...new Set([...(same?.functions ?? []), ...functions])],
      isShared,
      ...locations(same, before, after),
    })
  }
}

function locations(same: Notice | undefined, before?: string, after?: string) {
  const locationBefore = same?.before ?? (before === undefined ? undefined : { pointer: before })
  const locationAfter = same?.after ?? (after === undefined ? undefined : { pointer: after })
  return {
    ...(locationBefore && { before: locationBefore }),
    ...(locationAfter && { after: locationAfter }),
  }
}

function ruleKind(id: string): string {
  return id.includes(' ') ? (id.split(' ')[0] ?? '') : 'function'
}
