import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { type } from 'arktype'
import Type from 'typebox'
import { Compile } from 'typebox/compile'
import * as v from 'valibot'
import * as z from 'zod'

const objectId = '^[0-9a-fA-F]{24}$'
const idPattern = new RegExp(objectId)

function ajvPage(allErrors: boolean) {
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
  return addFormats.default(new Ajv2020({ allErrors })).compile(page)
}

function zodPage() {
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
  return z.looseObject({ meta, message: z.string().optional(), data: z.array(user) })
}

function valibotPage() {
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
  return v.looseObject({ meta, message: v.optional(v.string()), data: v.array(user) })
}

function arktypePage() {
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
  return type({
    meta: { status: 'string', statusCode: 'number.integer' },
    'message?': 'string',
    data: user.array(),
  })
}

function typeboxPage() {
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
  return Compile(Type.Object({ meta, message: optionalString, data: Type.Array(user) }))
}

/** The schema of a page of users in every library. */
export const libraries = {
  ajv: ajvPage(false),
  ajvWithAllErrors: ajvPage(true),
  arktype: arktypePage(),
  typebox: typeboxPage(),
  valibot: valibotPage(),
  zod: zodPage(),
}
