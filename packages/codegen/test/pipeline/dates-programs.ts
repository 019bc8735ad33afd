import { big } from './dates-service.ts'

const imports = `import { createClient } from './client.gen.ts'
import * as conversions from './conversions/schemas.gen.ts'
import {
  addPhoto, createUser, exportUsers, findNote, getDay, getStatus, listPets, listUsers,
  watchChanges,
} from './operations.gen.ts'
import type { User } from './schemas.gen.ts'
import * as validators from './validators/operations.gen.ts'
import { User as UserSchema } from './validators/schemas.gen.ts'
import { isInputError } from '@returning-kit/runtime'
import { fromJson, toJson } from '@returning-kit/runtime/conversion'
import { validation } from '@returning-kit/runtime/validation'

declare const process: { readonly argv: readonly string[] }
const plugins = [validation(validators, { responses: 'throw' })]
const client = createClient({ baseUrl: process.argv[2] ?? '', plugins })
const day = new Date('2026-01-31')
const user: User = { id: ${big}n, createdAt: new Date('2026-01-31T12:00:00Z'), birthday: day }
const said: unknown[] = []
// A date and a bigint, told from a string and a number.
const shown = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, function (this: Record<string, unknown>, key, one: unknown) {
    const own = this[key]
    if (own instanceof Date) return 'Date ' + own.toISOString()
    return typeof one === 'bigint' ? one + 'n' : one
  }))
`

// A program that prints what it has collected. It uses all imports, as the compiler requires.
const printing = (program: string) =>
  `${imports}${program}\nconsole.log(JSON.stringify(said.map(shown)))\nexport { addPhoto, client, conversions, createUser, exportUsers, findNote, fromJson, getDay, getStatus, isInputError, listPets, listUsers, toJson, user, UserSchema, watchChanges }\n`

/** Programs over the code that is generated from `fixtures/dates.yaml`, with dates and bigints. */
export const programs = {
  payloads: printing(`
const created = await createUser(client, { body: user })
if (created.ok) said.push(created.data, created.headers['X-Created'], created.headers['X-Id'])
const failed = await createUser(client, { body: { ...user, note: 'taken' } })
if (failed.status === 409) said.push(failed.error?.retryAt)
for await (const one of listUsers(client, { page: 1, limit: 10 })) said.push(one)
said.push(await getDay(client, { id: ${big}n, day }).orThrow())
for await (const { data } of watchChanges(client)) said.push(data)
try {
  for await (const one of exportUsers(client)) said.push(one)
} catch (error) {
  said.push((error as Error).message)
}
const page = await listUsers(client).orThrow()
said.push(page.total satisfies number, (await getStatus(client).orThrow()).since)
const days: bigint = user.id + 1n
said.push(days)`),
  alternatives: printing(`
said.push(await findNote(client).orThrow(), await listPets(client).orThrow())`),
  requests: printing(`
await createUser(client, { body: user }).orThrow()
const since = new Date('2026-01-31T12:00:00Z')
await listUsers(client, { since, born: day, filter: { ids: [${big}n], day } })
await addPhoto(client, { body: { id: ${big}n, taken: day, owner: user } })
`),
  validation: printing(`
const valid = UserSchema['~standard'].validate(user)
said.push('value' in await valid)
const parsed = UserSchema['~standard'].validate(JSON.parse('{"id":5,"createdAt":"2026-01-31T12:00:00Z"}'))
said.push((await parsed).issues?.map(({ message }) => message))
said.push(UserSchema.is({ ...user, createdAt: new Date(Number.NaN) }), UserSchema.is({ ...user, id: 2n ** 63n }), UserSchema.is({ ...user, id: 0n }))
const invalid = createClient({ baseUrl: process.argv[2] ?? '' })
said.push(await createUser(invalid, { body: { ...user, createdAt: new Date(Number.NaN) } }).catch((error: unknown) => isInputError(error) && error.message))`),
  json: printing(`
const stored = toJson(conversions.User, user)
const read: User = fromJson(conversions.User, stored)
said.push(stored, read)`),
  webhooks: `import type { EventPayloads } from './webhooks/events.gen.ts'
export const payload: EventPayloads['userAdded'] = {
  id: 1,
  createdAt: '2026-01-31T12:00:00Z',
  birthday: null,
  manager: { id: 2, createdAt: '2026-01-31T12:00:00Z' },
  logins: { first: 'a', last: '2026-01-31T12:00:00Z' },
}
`,
  oldEngine: `import { createClient } from './client.gen.ts'
Reflect.deleteProperty(JSON, 'rawJSON')
try { createClient() } catch (error) { console.log((error as Error).message) }\n`,
}
