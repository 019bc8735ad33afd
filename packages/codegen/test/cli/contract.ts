/** Returns a contract of one operation with an id. */
export const contract = (id: string): string => `openapi: 3.1.0
info: { title: Pets, version: '1' }
servers: [{ url: https://api.example.com }]
paths:
  /pets:
    get:
      operationId: ${id}
      responses: { '204': { description: Fine } }
`
