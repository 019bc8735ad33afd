import { createOpenApiHttp } from 'openapi-msw'
import type { paths } from './api/schema.ts'

const http = createOpenApiHttp<paths>({ baseUrl: 'https://members.example.com' })

export const handlers = [
  http.get('/members', ({ query, response }) => {
    const role = query.get('role') ?? 'member'
    return response(200).json([{ id: 'm1', name: 'Ada', role }])
  }),
  http.post('/members', async ({ request, response }) => {
    const { name, role = 'member' } = await request.json()
    return response(201).json({ id: 'm2', name, role })
  }),
  http.get('/members/{memberId}', ({ params, response }) =>
    params.memberId === 'm1'
      ? response(200).json({ id: 'm1', name: 'Ada', role: 'admin' })
      : response(404).json({ message: 'There is no such member.' }),
  ),
]
