import type { CommunityUser } from '@returning-kit/core'
import { createDirectoryClient } from '../src/client.ts'
import type { SyncContext } from '../src/jobs/context.ts'
import { allFields } from '../src/store/members.ts'
import type { Db } from '../src/store/schema.ts'

/** A member with an id, as a test writes it. */
export type TestUser = CommunityUser & { readonly _id: string }

/** Returns the member of a number. */
export function user(number: number, values: Partial<TestUser> = {}): TestUser {
  return {
    _id: `6650a0${number.toString(16).padStart(18, '0')}`,
    id: number,
    avatar: null,
    displayName: `Member ${number}`,
    username: `member${number}`,
    firstName: 'Ada',
    lastName: `Number ${number}`,
    email: `member${number}@example.com`,
    isOnline: number % 2 === 0,
    lastLogin: '2026-06-01T10:00:00.000Z',
    ...values,
  }
}

/** Returns members of the numbers 1 to `count`. */
export function users(count: number): TestUser[] {
  return Array.from({ length: count }, (_, index) => user(index + 1))
}

function aborted(signal: AbortSignal | null | undefined): Promise<never> {
  return new Promise((_, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason))
  })
}

/** An API in this process, whose members a test changes. */
export class TestApi {
  members: readonly unknown[]
  /** Called with the search of each request for a page, before its response. */
  onPage: (page: number) => unknown = () => {}
  /** Roles by numeric id, or a status. */
  roles: (userId: string) => readonly string[] | number = () => []
  readonly requests: string[] = []

  constructor(members: readonly unknown[] = []) {
    this.members = members
  }

  readonly fetch = async (url: string, init?: RequestInit): Promise<Response> => {
    const { pathname, searchParams } = new URL(url)
    this.requests.push(pathname + new URL(url).search)
    init?.signal?.throwIfAborted()
    const meta = { status: 'success', statusCode: 200 }
    const rolesOf = /^\/roles\/(.+)$/.exec(pathname)?.[1]
    if (rolesOf !== undefined) {
      const roles = this.roles(rolesOf)
      if (typeof roles === 'number') return Response.json({ message: 'No' }, { status: roles })
      const body = roles.map((title, index) => ({ _id: String(index).padStart(24, '0'), title }))
      return Response.json({ meta: { success: true, message: '', devMessage: '' }, body })
    }
    const userId = /\/users\/(\w+)$/.exec(pathname)?.[1]
    if (userId !== undefined) {
      const data = this.members.find((member) => (member as TestUser)?._id === userId)
      if (data === undefined) return Response.json({ message: 'Not found' }, { status: 404 })
      return Response.json({ meta, data })
    }
    const page = Number(searchParams.get('page') ?? 1)
    const limit = Number(searchParams.get('limit'))
    const replaced = await Promise.race([this.onPage(page), aborted(init?.signal)])
    if (replaced instanceof Response) return replaced
    return Response.json({ meta, data: this.members.slice((page - 1) * limit, page * limit) })
  }

  /** Returns what a sync works with. */
  context(db: Db, more: Partial<SyncContext> = {}): SyncContext {
    const options = { token: 'fake-token', apiKey: 'fake-key', retry: false } as const
    return {
      db,
      client: createDirectoryClient({ ...options, fetch: this.fetch as typeof fetch }),
      fields: allFields,
      pageSize: 10,
      readsRoles: false,
      now: Date.now,
      // The lease needs no renewal while a test does not move the clock.
      sleep: (_, signal) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason))
        }),
      onProgress: () => {},
      ...more,
    }
  }
}
