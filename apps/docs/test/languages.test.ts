import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { startMock } from '@returning-kit/mock'
import { afterAll, expect, it } from 'vitest'

const page = join(import.meta.dirname, '../../../docs/guides/control-the-mock.md')
const text = await readFile(page, 'utf8')
const run = promisify(execFile)
const controlToken = 'fake-control-token'
const mock = await startMock({ port: 0, controlToken })
afterAll(() => mock.stop())

/** Returns the last block of a language. */
function block(language: string): string {
  const blocks = [...text.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'gms'))]
  return blocks.at(-1)?.[1] ?? ''
}

async function runs(command: string, ...args: string[]): Promise<boolean> {
  return run(command, args).then(
    () => true,
    () => false,
  )
}

// Not every machine has an interpreter of each language, but each has one of them.
const interpreters = [
  { language: 'python', command: 'python3', args: ['-c'], isThere: await runs('python3', '-V') },
  { language: 'sh', command: 'sh', args: ['-ec'], isThere: await runs('curl', '--version') },
]
const available = interpreters.filter(({ isThere }) => isThere)

it('has an interpreter', () => expect(available).not.toEqual([]))

it.each(available)('runs the block in $language', async ({ language, command, args }) => {
  mock.reset()
  const env = {
    ...process.env,
    RETURNING_BASE_URL: mock.url,
    RETURNING_KIT_MOCK_TOKEN: controlToken,
  }
  const { stdout } = await run(command, [...args, block(language)], { env })
  if (language === 'sh') expect(stdout).toContain('# Coverage')
  expect(mock.coverage().operations.called).toBe(1)
})
