import { memberAt } from '../contract/document.ts'
import { type Operation, successOf } from '../contract/operation.ts'
import type { MockResponse } from '../http/messages.ts'
import type { Route } from '../http/router.ts'
import type { IncomingRequest } from '../prism.ts'
import type { ResponseValidator } from '../validate/response.ts'
import { mergeAllowed, withMember } from './merge.ts'
import { sliceOf, withPageInfo } from './paging.ts'
import type { Collection } from './scenario.ts'
import { numberedMembers, type Row } from './seed-item.ts'

/** What an operation does with a collection. */
export type Role = 'list' | 'create' | 'read' | 'update' | 'remove'

export const roles: readonly Role[] = ['list', 'create', 'read', 'update', 'remove']

interface Entry {
  readonly row: Row
  /** Values of the path it was made under; it is not there under others. */
  readonly scope: Readonly<Record<string, string>>
}

/** The things of one collection, and the replies that show them. */
export class CollectionStore {
  readonly #truth: ResponseValidator
  readonly #operations: Readonly<Partial<Record<Role, Operation>>>
  readonly #generated: readonly Row[]
  readonly #template: Row
  readonly #id: string
  readonly #meta: (operation: Operation) => string | undefined
  #entries = new Map<string, Entry>()
  #made = 0

  /** Throws an Error that says what cannot be kept. */
  constructor(
    { items = 0, id }: Collection,
    operations: Partial<Record<Role, Operation>>,
    truth: ResponseValidator,
    meta: (operation: Operation) => string | undefined,
  ) {
    this.#truth = truth
    this.#operations = operations
    this.#meta = meta
    const templates = operations.list ? this.#templates(operations.list) : []
    this.#template = templates[0] ?? {}
    this.#id =
      id ??
      (Object.hasOwn(this.#template, '_id') || !Object.hasOwn(this.#template, 'id') ? '_id' : 'id')
    this.#generated =
      operations.list && items > 0 ? this.#generate(operations.list, templates, items) : []
    this.reset()
    this.#checkId()
  }

  /** Back to what there was at the start. */
  reset(): void {
    this.#made = 0
    this.#entries = new Map(
      this.#generated.map((row, index) => [
        String(row[this.#id] ?? `row ${index}`),
        { row, scope: {} },
      ]),
    )
  }

  /** The reply that shows the collection instead of an example; undefined when what is asked for is not there. */
  respond(
    role: Role,
    route: Route,
    incoming: IncomingRequest,
    reply: MockResponse,
  ): MockResponse | undefined {
    if (role === 'list') return this.#list(route, incoming, reply)
    if (role === 'create') return this.#create(route, incoming.body, reply)
    const name = Object.keys(route.path).at(-1) ?? ''
    const key = route.path[name] ?? ''
    const entry = this.#entries.get(key)
    if (!entry || !isVisible(entry, route, name)) return undefined
    if (role === 'remove') this.#entries.delete(key)
    if (role !== 'update')
      return role === 'read' ? this.#showing(route.operation, entry.row, reply) : reply
    const row = { ...entry.row, ...membersOf(incoming.body), [this.#id]: entry.row[this.#id] }
    this.#entries.set(key, { ...entry, row })
    return this.#showing(route.operation, row, reply)
  }

  #faultsOf(operation: Operation, status: number): (body: unknown) => readonly string[] {
    return (body) => this.#truth.violations(operation, status, body)
  }

  #templates(list: Operation): Row[] {
    const rows = memberAt(this.#truth.example(list, successOf(list) ?? 200), list.items)
    if (!Array.isArray(rows)) throw new Error(`${list.id} answers no list, by its example`)
    return rows.filter((row): row is Row => typeof row === 'object' && row !== null)
  }

  // A row of a number is a row of the example with another id, name and address, as far as the contract allows.
  #generate(list: Operation, templates: readonly Row[], count: number): Row[] {
    if (templates.length === 0)
      throw new Error(`the example of ${list.id} has no row to generate others from`)
    const status = successOf(list) ?? 200
    const body = this.#truth.example(list, status)
    const faults = this.#faultsOf(list, status)
    const allowed = templates.map((template) => {
      const fits = (name: string, number: number) =>
        faults(
          withMember(body, list.items, [
            { ...template, [name]: numberedMembers(template, number, this.#id)[name] },
          ]),
        ).length === 0
      return Object.keys(numberedMembers(template, 1, this.#id)).filter(
        (name) => fits(name, 1) && fits(name, count),
      )
    })
    return Array.from({ length: count }, (_, index) => {
      const which = index % templates.length
      const numbered = numberedMembers(templates[which] as Row, index + 1, this.#id)
      const members = (allowed[which] as string[]).map((name) => [name, numbered[name]])
      return { ...templates[which], ...Object.fromEntries(members) }
    })
  }

  // What could not be told apart by its id later is refused now.
  #checkId(): void {
    const { create, read, update, remove } = this.#operations
    const one = read ?? update ?? remove
    if (one && !/\{[^{}]+\}/.test(one.path)) throw new Error(`${one.id} has no id in its path`)
    if (!create) return
    const status = successOf(create) ?? 200
    const reply = { status, headers: {}, body: this.#truth.example(create, status) }
    const made = this.#create({ operation: create, path: {} }, {}, reply)
    if (membersOf(memberAt(made.body, create.data))[this.#id] === undefined)
      throw new Error(
        `${create.id} answers no member ${this.#id}, so what it makes could not be found again; name another one as id`,
      )
    this.reset()
  }

  #list(route: Route, incoming: IncomingRequest, reply: MockResponse): MockResponse {
    const { operation } = route
    const rows = [...this.#entries.values()]
      .filter((entry) => isVisible(entry, route, undefined))
      .map(({ row }) => row)
    const { pagination } = operation
    const slice = pagination
      ? sliceOf(operation, pagination, incoming)
      : { start: 0, size: rows.length }
    if (!slice) return { ...reply, status: 400 }
    const faults = this.#faultsOf(operation, reply.status)
    const generated = new Set(this.#generated)
    const shown = rows.slice(slice.start, slice.start + slice.size).map((row) => {
      if (generated.has(row)) return row
      const one = mergeAllowed(
        withMember(reply.body, operation.items, [this.#template]),
        `${operation.items}.0`,
        row,
        faults,
      )
      return memberAt(one, `${operation.items}.0`)
    })
    const body = withMember(reply.body, operation.items, shown)
    return {
      ...reply,
      body: pagination
        ? withPageInfo(body, pagination, slice, rows.length, this.#meta(operation))
        : body,
    }
  }

  #create(route: Route, body: unknown, reply: MockResponse): MockResponse {
    const { operation } = route
    const payload = membersOf(memberAt(reply.body, operation.data))
    this.#made += 1
    const number = this.#generated.length + this.#made
    const like = { [this.#id]: payload[this.#id] ?? this.#template[this.#id] ?? '0'.repeat(24) }
    const id = numberedMembers(like, number, this.#id)
    // An answer that holds no id does not get one: the contract knows of none.
    const shown = this.#showing(
      operation,
      { ...membersOf(body), ...(Object.hasOwn(payload, this.#id) && id) },
      reply,
    )
    const row = {
      ...payload,
      ...membersOf(memberAt(shown.body, operation.data)),
      ...membersOf(body),
      ...id,
    }
    this.#entries.set(String(id[this.#id]), { row, scope: route.path })
    return shown
  }

  #showing(operation: Operation, row: Row, reply: MockResponse): MockResponse {
    const payload = memberAt(reply.body, operation.data)
    if (typeof payload !== 'object' || payload === null || Array.isArray(payload)) return reply
    return {
      ...reply,
      body: mergeAllowed(reply.body, operation.data, row, this.#faultsOf(operation, reply.status)),
    }
  }
}

function isVisible({ scope }: Entry, { path }: Route, except: string | undefined): boolean {
  return Object.entries(scope).every(
    ([name, value]) => name === except || path[name] === undefined || path[name] === value,
  )
}

function membersOf(value: unknown): Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Row) : {}
}
