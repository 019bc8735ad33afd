import type { ListCommunityUsersField } from '@returning-kit/core'

/** A field that the API lets a caller choose. */
export type Field = ListCommunityUsersField

// A record, so that a field that is new in the contract does not compile before it has a label.
const labels: Readonly<Record<Field, string>> = {
  avatar: 'Avatar',
  displayName: 'Display name',
  firstName: 'First name',
  lastName: 'Last name',
  username: 'Username',
  email: 'E-mail',
  isOnline: 'Online state',
  lastLogin: 'Last login',
  id: 'Numeric id',
  _id: 'Object id',
}

/** All fields with their labels, in the order of the picker. */
export const fieldLabels: readonly (readonly [Field, string])[] = Object.entries(labels) as [
  Field,
  string,
][]

/** What is asked for until somebody picks. */
export const defaultFields: readonly Field[] = [
  'avatar',
  'displayName',
  'firstName',
  'lastName',
  'isOnline',
  'lastLogin',
]

/** Tells whether the API offers a field of this name. */
export function isField(name: string): name is Field {
  return Object.hasOwn(labels, name)
}
