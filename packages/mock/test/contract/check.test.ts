import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { contractHash } from '@returning-kit/core'
import { afterEach, describe, expect, it } from 'vitest'
import { installedHash } from '../../src/contract/installed-core.ts'
import { contractHash as bundledHash } from '../../src/generated/contract.gen.ts'
import { ContractError, startMock } from '../../src/index.ts'
import { document } from './document.ts'

type Node = Record<string, unknown>

function changed(change: (at: (path: string) => Node) => void): object {
  const copy = structuredClone(document) as unknown as Node
  change((path) => path.split(' ').reduce((node, name) => node[name] as Node, copy))
  return copy
}

const operation = 'paths /v1/communities/{communityId}/users get'

describe('rejects a contract', () => {
  it.each<[string, object, RegExp]>([
    [
      'with an invalid pattern',
      changed((at) => Object.assign(at('components schemas ObjectId'), { pattern: '([' })),
      /^- schema #\/components\/schemas\/ObjectId does not compile: .*Invalid regular expression/m,
    ],
    [
      'with an inline schema that does not compile',
      changed((at) =>
        Object.assign(at(`${operation} responses 200 content application/json`), {
          schema: { type: 'objekt' },
        }),
      ),
      /^- schema #\/paths\/~1v1~1communities~1\{communityId\}~1users\/get\/responses\/200\/content\/application~1json\/schema does not compile/m,
    ],
    [
      'with a reference to a missing schema',
      changed((at) =>
        Object.assign(at('components schemas CommunityUser properties _id'), {
          $ref: '#/components/schemas/Nothing',
        }),
      ),
      /CommunityUser does not compile: can't resolve reference/,
    ],
    [
      'with an example that does not validate',
      changed((at) =>
        Object.assign(at(`${operation} responses 200 content application/json example`), {
          data: 'none',
        }),
      ),
      /^- example #.*users\/get\/responses\/200\/content\/application~1json\/example does not validate: \/data must be array/m,
    ],
    [
      'with an example of a schema that does not validate',
      changed((at) =>
        Object.assign(at('components schemas ObjectId'), { examples: ['not an id'] }),
      ),
      /^- example #\/components\/schemas\/ObjectId\/examples\/0 does not validate: the value must match pattern/m,
    ],
  ])('%s', async (_, broken, message) => {
    const started = startMock({ port: 0, document: broken })
    await expect(started).rejects.toThrow(message)
    await expect(started).rejects.toBeInstanceOf(ContractError)
  })

  it('with all problems in one error', async () => {
    const broken = changed((at) => {
      Object.assign(at('components schemas ObjectId'), { pattern: '([' })
      Object.assign(at('components schemas CommunityUser'), { type: 'objekt' })
    })
    const error: unknown = await startMock({ port: 0, document: broken }).catch(
      (thrown: unknown) => thrown,
    )
    expect((error as ContractError).problems.join()).toMatch(
      /ObjectId.*CommunityUser|CommunityUser.*ObjectId/s,
    )
  })
})

describe('the installed core', () => {
  const folders: string[] = []
  afterEach(() => Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true }))))

  async function projectWith(hash: string): Promise<string> {
    const folder = await mkdtemp(join(tmpdir(), 'returning-kit-'))
    folders.push(folder)
    const core = join(folder, 'node_modules/@returning-kit/core')
    await mkdir(core, { recursive: true })
    const exports = {
      '.': { '@repo/source': './index.js', default: './index.js' },
      './package.json': './package.json',
    }
    await writeFile(
      join(core, 'package.json'),
      JSON.stringify({ name: '@returning-kit/core', type: 'module', exports }),
    )
    await writeFile(join(core, 'index.js'), `export const contractHash = '${hash}'`)
    return folder
  }

  it('is that of the project, else the one that the mock depends on', async () => {
    expect(await installedHash(await projectWith('abc'))).toBe('abc')
    expect(await installedHash(tmpdir())).toBe(contractHash)
    expect(contractHash).toBe(bundledHash)
  })

  it.each([
    ['another contract', 'f'.repeat(64), 1],
    ['the same contract', bundledHash, 0],
  ])('of %s decides whether the mock starts', async (_, hash, code) => {
    const cli = join(import.meta.dirname, '../../src/cli/cli.ts')
    const child = spawn(process.execPath, ['--conditions=@repo/source', cli, '--port', '0'], {
      cwd: await projectWith(hash),
    })
    const exit = once(child, 'exit')
    const [output] = await Promise.race([once(child.stderr, 'data'), once(child.stdout, 'data')])
    if (code === 0) child.kill('SIGTERM')
    expect((await exit)[0]).toBe(code)
    if (code === 0) expect(String(output)).toMatch(/^(Mock of|Control API)/)
    else
      expect(String(output)).toMatch(
        /the installed @returning-kit\/core was generated from contract ffffffffffff, but this mock serves/,
      )
  })
})
