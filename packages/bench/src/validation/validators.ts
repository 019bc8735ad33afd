import { ListCommunityUsersResponse } from '@returning-kit/validation/schemas'
import * as v from 'valibot'
import { libraries } from './libraries.ts'

/**
 * Returns whether a page of users is valid. Every library has the same schema and its fastest mode.
 */
export type Validator = (page: unknown) => boolean

/** The libraries in the order of the table, Returning Kit first. */
export const validators: Readonly<Record<string, Validator>> = {
  '@returning-kit/validation': (value) => ListCommunityUsersResponse.is(value),
  'Ajv 8, compiled at run time': (value) => libraries.ajv(value),
  'TypeBox 1 compiler': (value) => libraries.typebox.Check(value),
  'arktype 2': (value) => libraries.arktype.allows(value),
  'zod 4': (value) => libraries.zod.safeParse(value).success,
  'valibot 1': (value) => v.is(libraries.valibot, value),
}
