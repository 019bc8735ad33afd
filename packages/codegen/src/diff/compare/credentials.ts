import type { Document, SecurityRequirement, SecurityScheme } from '../../openapi/document.ts'
import { pointerTo } from '../../openapi/json-pointer.ts'
import type { Entry } from './entries.ts'
import { type Findings, Scope } from './findings.ts'
import { follow, type Located, type Pair } from './located.ts'
import type { Site } from './schema/site.ts'

/** Compares the credentials that operations need. Each security scheme is compared once. */
export class CredentialComparator {
  readonly #documents: Pair<Document>
  readonly #findings: Findings
  readonly #schemes = new Map<string, Scope>()

  constructor(documents: Pair<Document>, findings: Findings) {
    this.#documents = documents
    this.#findings = findings
  }

  /** Compares the security of an operation. */
  compare(entries: Pair<Entry>, { scope }: Site): void {
    const requirements = {
      before: requirementsOf(this.#documents.before, entries.before),
      after: requirementsOf(this.#documents.after, entries.after),
    }
    const pointers = {
      before: entries.before.operation.pointer,
      after: entries.after.operation.pointer,
    }
    for (const { rule, bump, predicate } of compareRequirements(requirements)) {
      this.#findings.add(scope, { rule, bump, place: '', predicate, topic: 'call', ...pointers })
    }
    const used = requirements.before.flatMap(Object.keys)
    const kept = new Set(requirements.after.flatMap(Object.keys))
    for (const name of new Set(used)) if (kept.has(name)) this.#compareScheme(name, scope)
  }

  #compareScheme(name: string, user: Scope): void {
    const known = this.#schemes.get(name)
    const scope = known ?? new Scope({ component: name })
    scope.users.add(user)
    if (known) return
    this.#schemes.set(name, scope)
    const pointer = pointerTo('components', 'securitySchemes', name)
    const node = { value: { $ref: pointer }, pointer }
    const before = follow<SecurityScheme>(this.#documents.before, node)
    const after = follow<SecurityScheme>(this.#documents.after, node)
    const kinds = [before, after].map(schemeKind)
    const common = { place: name, topic: 'call', before: pointer, after: pointer } as const
    if (kinds[0] !== kinds[1]) {
      const predicate = `is another kind of credential: ${kinds.join(' became ')}`
      this.#findings.add(scope, { rule: 'credential-changed', bump: 'major', predicate, ...common })
    } else if (schemePlace(before) !== schemePlace(after)) {
      const predicate = 'is sent differently by the client'
      const rule = 'credential-sent-differently'
      this.#findings.add(scope, { rule, bump: 'patch', predicate, ...common })
    }
  }
}

function requirementsOf(
  document: Document,
  { operation, isEvent }: Entry,
): readonly SecurityRequirement[] {
  // The signature of an event is a setting of its receiver.
  if (isEvent) return []
  return operation.value.security ?? document.security ?? []
}

function compareRequirements({ before, after }: Pair<readonly SecurityRequirement[]>) {
  const [from, to] = [before, after].map(printRequirements)
  const findings: {
    rule: 'security-changed' | 'security-tightened' | 'scope-changed'
    bump: 'major' | 'minor'
    predicate: string
  }[] = []
  if (from !== to) {
    const predicate = `its credentials changed from ${from} to ${to}`
    // Callers with the credentials of any alternative must still be able to call.
    const alternatives = before.length === 0 ? [{}] : before
    const isAccepted = (alternative: SecurityRequirement) =>
      after.length === 0 || after.some((other) => isSubset(other, alternative))
    findings.push(
      alternatives.every(isAccepted)
        ? { rule: 'security-changed', bump: 'minor', predicate }
        : { rule: 'security-tightened', bump: 'major', predicate },
    )
    return findings
  }
  const scopes = { before: scopesOf(before), after: scopesOf(after) }
  const added = [...scopes.after].filter((scope) => !scopes.before.has(scope))
  const removed = [...scopes.before].filter((scope) => !scopes.after.has(scope))
  const rule = 'scope-changed'
  if (added.length > 0)
    findings.push({ rule, bump: 'major', predicate: `needs the scope ${added.join(', ')}` })
  if (removed.length > 0)
    findings.push({
      rule,
      bump: 'minor',
      predicate: `no longer needs the scope ${removed.join(', ')}`,
    })
  return findings
}

function isSubset(requirement: SecurityRequirement, other: SecurityRequirement): boolean {
  return Object.keys(requirement).every((name) => name in other)
}

function scopesOf(requirements: readonly SecurityRequirement[]): Set<string> {
  return new Set(
    requirements.flatMap((requirement) =>
      Object.entries(requirement).flatMap(([name, scopes]) =>
        scopes.map((scope) => `\`${scope}\` of ${name}`),
      ),
    ),
  )
}

function printRequirements(requirements: readonly SecurityRequirement[]): string {
  const alternatives = requirements.map(
    (requirement) => Object.keys(requirement).join(' with ') || 'none',
  )
  return alternatives.join(' or ') || 'none'
}

// OAuth and OpenID Connect send a bearer token, too.
function schemeKind({ value: { type, scheme } }: Located<Partial<SecurityScheme>>): string {
  if (type === undefined) return 'undeclared'
  if (type === 'http') return (scheme ?? type).toLowerCase()
  return type === 'oauth2' || type === 'openIdConnect' ? 'bearer' : type
}

function schemePlace({ value: { in: location, name } }: Located<SecurityScheme>): string {
  return JSON.stringify([location, name])
}
