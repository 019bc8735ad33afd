import type { components } from './api/schema.ts'
import { api } from './api.ts'

type Member = components['schemas']['Member']
type NewMember = components['schemas']['NewMember']
type Role = components['schemas']['Role']

export async function membersOf(role: Role): Promise<Member[]> {
  const { data, error } = await api.GET('/members', { params: { query: { role } } })
  if (error) throw new Error('The members could not be read.')
  return data
}

export async function addMember(member: NewMember): Promise<Member> {
  const { data, error } = await api.POST('/members', { body: member })
  if (error) throw new Error(error.message)
  return data
}

export async function nameOf(memberId: string): Promise<string> {
  const { data, error } = await api.GET('/members/{memberId}', { params: { path: { memberId } } })
  return error ? error.message : data.name
}
