import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { createLogger } from '@stoplight/prism-core'
import { createInstance, getHttpOperationsFromSpec } from '@stoplight/prism-http'
import { type ParsedContract, readCredentials, readOperations } from '../../../src/internal.ts'
import { compileDocument } from '../../emit/validators/compile-document.ts'
import { createEmptyProject } from '../../pipeline/empty-project.ts'

type Call = (client: unknown, input: object) => Promise<{ status: number }>

/** The generated functions of a contract, and a client that calls a server of another contract. */
export interface OldCallers {
  /** Sends a call and returns the status that the server answers with. */
  send(id: string, input: object): Promise<number>
  remove(): Promise<void>
}

/** Generates the functions of the contract `before`, and serves the contract `after` with Prism. */
export async function createOldCallers(
  before: ParsedContract,
  after: ParsedContract,
): Promise<OldCallers> {
  const folder = await createEmptyProject()
  await compileDocument(before.document, folder)
  const functions = (await import(join(folder, 'operations.gen.ts'))) as Record<string, Call>
  const { createClient } = (await import(join(folder, 'client.gen.ts'))) as {
    createClient: (options: object) => unknown
  }
  const client = createClient({ ...credentialsOf(before), retry: false, fetch: await serve(after) })
  return {
    send: async (id, input) => (await (functions[id] as Call)(client, input)).status,
    remove: () => rm(folder, { recursive: true }),
  }
}

function credentialsOf({ document }: ParsedContract): object {
  const credentials = readCredentials(document, readOperations(document))
  const values = [...credentials].map(([name, { scheme }]) => {
    const isBasic = scheme.type === 'http' && scheme.scheme === 'basic'
    return [name, isBasic ? { username: 'fake', password: 'fake' } : 'fake-token'] as const
  })
  return Object.fromEntries(values)
}

async function serve(contract: ParsedContract): Promise<typeof fetch> {
  const operations = await getHttpOperationsFromSpec(structuredClone(contract.document))
  const config = {
    isProxy: false,
    upstreamProxy: undefined,
    validateRequest: true,
    validateResponse: false,
    checkSecurity: true,
    errors: true,
    mock: { dynamic: false },
  } as const
  const prism = createInstance(config, { logger: createLogger('server', { level: 'silent' }) })
  return async (input, init) => {
    const request = new Request(input, init)
    const { origin, pathname, searchParams } = new URL(request.url)
    const text = await request.text()
    const result = await prism.request(
      {
        method: request.method.toLowerCase() as 'get',
        url: { baseUrl: origin, path: pathname, query: Object.fromEntries(searchParams) },
        headers: {
          ...Object.fromEntries(request.headers),
          'content-length': String(Buffer.byteLength(text)),
        },
        body: text === '' ? undefined : JSON.parse(text),
      },
      operations,
    )()
    const status =
      result._tag === 'Right'
        ? result.right.output.statusCode
        : ((result.left as { status?: number }).status ?? 500)
    return Response.json({}, { status })
  }
}
