import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, inject, it } from 'vitest'
import { runCommand } from '../shell.ts'
import { packageFolder } from '../tools.ts'

const project = inject('project')

const caller = `import { createClient, getCommunityUser, isNetworkError, listCommunityUsers } from '@returning-kit/core'
import { validation } from '@returning-kit/validation'
import * as schemas from '@returning-kit/validation/operations'
import { CommunityUser } from '@returning-kit/validation/schemas'

const client = createClient({ token: 'fake-token', plugins: [validation(schemas)] })
const ids = { communityId: '6167dba9c548eb5c7ec28057', userId: '61100af5c548eb5c7ebc7819' }
const result = await getCommunityUser(client, ids)
if (result.ok) {
  const name: string | undefined = result.data.displayName
  console.log(name)
  // @ts-expect-error no such member
  console.log(result.data.nickname)
} else if (result.status === 404) console.log(result.error)
for await (const user of listCommunityUsers(client, { communityId: ids.communityId, fields: ['email'] })) {
  const email: string | undefined = user.email
  console.log(email)
  // @ts-expect-error not asked for
  console.log(user.avatar)
}
// @ts-expect-error an input is missing
getCommunityUser(client, { communityId: ids.communityId })
export const known: boolean = CommunityUser.is({}) && isNetworkError(undefined)
`

const mocked = `import { startMock, type Mock } from '@returning-kit/mock'
export const mock: Mock = await startMock({ port: 0 })
// @ts-expect-error no such option
await startMock({ prot: 0 })
`

beforeAll(async () => {
  await writeFile(join(project, 'caller.ts'), caller)
  await writeFile(join(project, 'mocked.ts'), mocked)
})

const strict = {
  target: 'es2022',
  lib: ['es2023', 'esnext.disposable', 'dom', 'dom.iterable', 'dom.asynciterable'],
  types: [],
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noEmit: true,
}
const compilers = ['typescript', 'typescript-6', 'typescript-7']
const resolutions = [
  { module: 'nodenext', moduleResolution: 'nodenext' },
  { module: 'esnext', moduleResolution: 'bundler' },
]

async function check(compiler: string, options: object) {
  const config = join(project, `tsconfig.${compiler}.json`)
  const files = ['caller.ts', 'mocked.ts']
  await writeFile(config, JSON.stringify({ compilerOptions: { ...strict, ...options }, files }))
  const tsc = join(packageFolder(compiler), 'bin/tsc')
  return runCommand({ cwd: project }, process.execPath, tsc, '-p', config, '--pretty', 'false')
}

describe.each(compilers)('under %s', (compiler) => {
  it.each(resolutions)(
    'callers compile with $moduleResolution, every declaration file checked',
    async (resolution) => {
      expect(await check(compiler, { ...resolution, skipLibCheck: false })).toEqual({
        code: 0,
        output: '',
      })
    },
  )
})
