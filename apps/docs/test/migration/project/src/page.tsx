import createQueryClient from 'openapi-react-query'
import { api } from './api.ts'

const $api = createQueryClient(api)

export function Admins() {
  const { data } = $api.useSuspenseQuery('get', '/members', {
    params: { query: { role: 'admin' } },
  })
  return <p>{data.map(({ name }) => name).join(', ')}</p>
}

export function AddButton({ name }: { name: string }) {
  const { mutate, error } = $api.useMutation('post', '/members')
  if (error) return <p>{error.message}</p>
  return <input type="button" value={name} onClick={() => mutate({ body: { name } })} />
}
