import { program } from './program.js'

// A worker has no arguments, so the base URL is a parameter of the request.
export default {
  async fetch(request) {
    return Response.json(await program(new URL(request.url).searchParams.get('base')))
  },
}
