import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, inject, it } from 'vitest'
import { runCommand } from '../shell.ts'
import { body, entryPoints, setup, test } from './program.ts'

const kit =
  "transformIgnorePatterns: ['/node_modules/(?!(?:\\\\.pnpm/)?(?:@returning-kit|openapi-fetch))'],"
const globals = "globalSetup: './jest.mock.mjs',\n  globalTeardown: './jest.mock.stop.mjs',"
const babel = `transform: {
    '\\\\.[jt]sx?$': [
      'babel-jest',
      { presets: [['@babel/preset-env', { targets: { node: 'current' } }]] },
    ],
  },`

// A test that starts a mock of its own.
const ownMock = (load: string) => `${load}
test('calls a mock that it starts', async () => {
  await using mock = await startMock({ port: 0 })
  const baseUrl = mock.url
${body}
  expect([user.displayName, response.status, request.method]).toEqual(['Admin', 200, 'POST'])
})
`
const load = (how: (names: string, from: string) => string) =>
  [
    how('{ createClient, getCommunityUser }', '@returning-kit/core'),
    how('{ createClient: createFetchClient }', '@returning-kit/core/openapi-fetch'),
    how('{ startMock }', '@returning-kit/mock'),
    how('{ validation }', '@returning-kit/validation'),
    how('operations', '@returning-kit/validation/operations'),
    how('{ createTestRequest, encrypted }', '@returning-kit/webhooks'),
  ].join('\n')
const imported = ownMock(load((names, from) => `const ${names} = await import('${from}')`))
const required = ownMock(load((names, from) => `const ${names} = require('${from}')`))

const tsconfig = JSON.stringify({
  compilerOptions: {
    module: 'commonjs',
    target: 'es2022',
    lib: ['es2023', 'esnext.disposable', 'dom', 'dom.iterable', 'dom.asynciterable'],
    types: ['jest'],
    strict: true,
    skipLibCheck: true,
    esModuleInterop: true,
    allowJs: true,
  },
})
const typed = test.replace(
  "process.env['RETURNING_BASE_URL']",
  "process.env['RETURNING_BASE_URL'] as string",
)
const declarations = `declare const process: { env: Record<string, string | undefined> }
declare function test(name: string, run: () => Promise<void>): void
declare function expect(value: unknown): { toEqual(value: unknown): void }
`

const projects: readonly (readonly [
  string,
  string | undefined,
  Readonly<Record<string, string>>,
])[] = [
  [
    'jest with a transform',
    undefined,
    {
      ...setup,
      'jest.config.js': `module.exports = {\n  ${globals}\n  ${babel}\n  ${kit}\n}\n`,
      'calls.test.js': test,
      'widgets.test.js': `test.each(${JSON.stringify(entryPoints.filter((name) => name !== '@returning-kit/mock'))})('loads %s', (name) => {\n  require(name)\n})\n`,
    },
  ],
  [
    'jest with --experimental-vm-modules and ES modules',
    '--experimental-vm-modules',
    {
      'jest.config.js': "module.exports = { transform: {}, testMatch: ['**/*.test.mjs'] }\n",
      'calls.test.mjs': imported,
    },
  ],
  [
    'jest with --experimental-vm-modules and require()',
    '--experimental-vm-modules',
    { 'jest.config.js': 'module.exports = { transform: {} }\n', 'calls.test.js': required },
  ],
  [
    'ts-jest with a transform of the packages',
    undefined,
    {
      ...setup,
      'jest.config.js': `const { createJsWithTsPreset } = require('ts-jest')\n\nmodule.exports = {\n  ...createJsWithTsPreset(),\n  ${globals}\n  ${kit}\n}\n`,
      'tsconfig.json': tsconfig.replace('"types":["jest"]', '"types":[]'),
      'calls.test.ts': declarations + typed,
    },
  ],
  [
    'ts-jest with --experimental-vm-modules',
    '--experimental-vm-modules',
    {
      ...setup,
      'jest.config.js': `module.exports = {\n  preset: 'ts-jest',\n  ${globals}\n}\n`,
      'tsconfig.json': tsconfig.replace('"types":["jest"]', '"types":[]'),
      'calls.test.ts': declarations + typed,
    },
  ],
]

it.each(projects)('%s', async (name, nodeOptions, files) => {
  const parent = inject('commonjsProject')
  const project = join(parent, name.replaceAll(/\W+/g, '-'))
  await mkdir(join(project, 'cache'), { recursive: true })
  await writeFile(join(project, 'package.json'), '{ "type": "commonjs" }')
  for (const [file, text] of Object.entries(files)) await writeFile(join(project, file), text)
  const { code, output } = await runCommand(
    { cwd: project, env: nodeOptions ? { NODE_OPTIONS: nodeOptions } : {} },
    process.execPath,
    join(parent, 'node_modules/jest/bin/jest.js'),
    '--ci',
    '--cacheDirectory=cache',
    '--testTimeout=120000',
  )
  expect(code, output).toBe(0)
  expect(output).toMatch(/Tests: +[1-9]\d* passed/)
})
