import { program } from './program.js'

// A worker cannot be told its arguments; the address comes with the request.
export default {
  async fetch(request) {
    return Response.json(await program(new URL(request.url).searchParams.get('base')))
  },
}
