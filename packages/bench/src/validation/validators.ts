import { ListCommunityUsersResponse } from '@returning-kit/validation/schemas'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { type } from 'arktype'
import Type from 'typebox'
import { Compile } from 'typebox/compile'
import * as v from 'valibot'
import * as z from 'zod'

/**
 * Returns whether a page of users is valid. Every library has the same schema and its fastest mode.
 */
export type Validator = (page: unknown) => boolean

const objectId = '^[0-9a-fA-F]{24}$'
const idPattern = new RegExp(objectId)

function withAjv(): Validator {
  const string = { type: 'string' }
  const user = {
    type: 'object',
    properties: {
      _id: { type: 'string', pattern: objectId },
      id: { type: 'integer' },
      avatar: { type: ['string', 'null'] },
      displayName: string,
      username: string,
      firstName: string,
      lastName: string,
      email: string,
      isOnline: { type: 'boolean' },
      lastLogin: { type: 'string', format: 'date-time' },
    },
  }
  const meta = {
    type: 'object',
    properties: { status: string, statusCode: { type: 'integer' } },
    required: ['status', 'statusCode'],
  }
  const page = {
    type: 'object',
    properties: { meta, message: string, data: { type: 'array', items: user } },
    required: ['meta', 'data'],
  }
  const check = addFormats.default(new Ajv2020()).compile(page)
  return (value) => check(value)
}

function withZod(): Validator {
  const user = z.looseObject({
    _id: z.string().regex(idPattern).optional(),
    id: z.int().optional(),
    avatar: z.string().nullable().optional(),
    displayName: z.string().optional(),
    username: z.string().optional(),
    firstName: z.string().optional(),
    lastName: z.string().optional(),
    email: z.string().optional(),
    isOnline: z.boolean().optional(),
    lastLogin: z.iso.datetime({ offset: true }).optional(),
  })
  const meta = z.looseObject({ status: z.string(), statusCode: z.int() })
  const page = z.looseObject({ meta, message: z.string().optional(), data: z.array(user) })
  return (value) => page.safeParse(value).success
}

function withValibot(): Validator {
  const user = v.looseObject({
    _id: v.optional(v.pipe(v.string(), v.regex(idPattern))),
    id: v.optional(v.pipe(v.number(), v.integer())),
    avatar: v.optional(v.nullable(v.string())),
    displayName: v.optional(v.string()),
    username: v.optional(v.string()),
    firstName: v.optional(v.string()),
    lastName: v.optional(v.string()),
    email: v.optional(v.string()),
    isOnline: v.optional(v.boolean()),
    lastLogin: v.optional(v.pipe(v.string(), v.isoTimestamp())),
  })
  const meta = v.looseObject({ status: v.string(), statusCode: v.pipe(v.number(), v.integer()) })
  const page = v.looseObject({ meta, message: v.optional(v.string()), data: v.array(user) })
  return (value) => v.is(page, value)
}

function withArktype(): Validator {
  const user = type({
    '_id?': idPattern,
    'id?': 'number.integer',
    'avatar?': 'string | null',
    'displayName?': 'string',
    'username?': 'string',
    'firstName?': 'string',
    'lastName?': 'string',
    'email?': 'string',
    'isOnline?': 'boolean',
    'lastLogin?': 'string.date.iso',
  })
  const page = type({
    meta: { status: 'string', statusCode: 'number.integer' },
    'message?': 'string',
    data: user.array(),
  })
  return (value) => page.allows(value)
}

function withTypebox(): Validator {
  const optionalString = Type.Optional(Type.String())
  const user = Type.Object({
    _id: Type.Optional(Type.String({ pattern: objectId })),
    id: Type.Optional(Type.Integer()),
    avatar: Type.Optional(Type.Union([Type.String(), Type.Null()])),
    displayName: optionalString,
    username: optionalString,
    firstName: optionalString,
    lastName: optionalString,
    email: optionalString,
    isOnline: Type.Optional(Type.Boolean()),
    lastLogin: Type.Optional(Type.String({ format: 'date-time' })),
  })
  const meta = Type.Object({ status: Type.String(), statusCode: Type.Integer() })
  const page = Compile(Type.Object({ meta, message: optionalString, data: Type.Array(user) }))
  return (value) => page.Check(value)
}

/** The libraries in the order of the table, Returning Kit first. */
export const validators: Readonly<Record<string, Validator>> = {
  '@returning-kit/validation': (value) => ListCommunityUsersResponse.is(value),
  'Ajv 8, compiled at run time': withAjv(),
  'TypeBox 1 compiler': withTypebox(),
  'arktype 2': withArktype(),
  'zod 4': withZod(),
  'valibot 1': withValibot(),
}
