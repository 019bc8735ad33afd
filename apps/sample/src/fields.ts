import type { ListCommunityUsersField } from '@returning-kit/core'

/** A field that a request can select. */
export type Field = ListCommunityUsersField

// A record, so that a new field of the contract is a compile error until it has a label.
const labels: Readonly<Record<Field, string>> = {
  avatar: 'Avatar',
  displayName: 'Display name',
  firstName: 'First name',
  lastName: 'Last name',
  username: 'Username',
  email: 'Email',
  isOnline: 'Online status',
  lastLogin: 'Last login',
  id: 'Numeric ID',
  _id: 'Object ID',
}

/** All fields with their labels, in the order of the form. */
export const fieldLabels: readonly (readonly [Field, string])[] = Object.entries(labels) as [
  Field,
  string,
][]

/** The fields that are selected by default. */
export const defaultFields: readonly Field[] = [
  'avatar',
  'displayName',
  'firstName',
  'lastName',
  'isOnline',
  'lastLogin',
]

/** Returns whether the API has a field of this name. */
export function isField(name: string): name is Field {
  return Object.hasOwn(labels, name)
}
