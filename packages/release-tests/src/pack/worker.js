import { program } from './program.js'

// A worker has no command line arguments, so the URL of the mock is in the request.
export default {
  async fetch(request) {
    return Response.json(await program(new URL(request.url).searchParams.get('base')))
  },
}
