import { ListCommunityUsersResponse } from '@returning-kit/validation/schemas'
import { type } from 'arktype'
import * as v from 'valibot'
import { aim, type Section, table } from '../report.ts'
import { libraries } from './libraries.ts'
import { pageOf } from './speed.ts'
import { takeTurns } from './take-turns.ts'
import { validators } from './validators.ts'

// Every tenth user has a wrong id, the first one in the middle of the page.
function invalidPage(): unknown {
  const page = JSON.parse(pageOf(100)) as { data: { id: unknown }[] }
  for (const [index, user] of page.data.entries()) {
    if (index >= 50 && index % 10 === 0) user.id = String(index)
  }
  return page
}

const issues = 5

// Only libraries that find all issues are compared.
const counters: Readonly<Record<string, (page: unknown) => number>> = {
  '@returning-kit/validation': (page) =>
    ListCommunityUsersResponse['~standard'].validate(page).issues?.length ?? 0,
  'Ajv 8, compiled at run time': (page) => {
    libraries.ajvWithAllErrors(page)
    return libraries.ajvWithAllErrors.errors?.length ?? 0
  },
  'TypeBox 1 compiler': (page) => libraries.typebox.Errors(page).length,
  'arktype 2': (page) => {
    const result = libraries.arktype(page)
    return result instanceof type.errors ? result.length : 0
  },
  'zod 4': (page) => libraries.zod.safeParse(page).error?.issues.length ?? 0,
  'valibot 1': (page) => v.safeParse(libraries.valibot, page).issues?.length ?? 0,
}

/** Measures an invalid page of 100 users: the verdict alone, and with all issues. */
export function invalidSection(): Section {
  const page = invalidPage()
  const verdicts = takeTurns(
    Object.entries(validators).map(([name, run]) => [name, () => run(page)] as const),
    { expected: false, rounds: 101, repeats: 200 },
  )
  const collected = takeTurns(
    Object.entries(counters).map(([name, run]) => [name, () => run(page) === issues] as const),
    { expected: true, rounds: 101, repeats: 50 },
  )
  const rows = [...verdicts].map(([name, time]) => [
    name,
    time.toFixed(1),
    collected.get(name)?.toFixed(1) ?? '',
  ])
  const [kit = 0, ajv = 0] = verdicts.values()
  const [kitAll = 0, ajvAll = 0] = collected.values()
  return {
    id: 'invalid',
    title: 'Validating an invalid page of users',
    method:
      'The same page of 100 users, in which five have a wrong id, from the middle on. The first column is the verdict alone, the second the verdict with all issues.',
    table: table(['library', 'verdict, us', 'all issues, us'], rows),
    shows: aim('ahead of Ajv', kit < ajv && kitAll < ajvAll),
  }
}
