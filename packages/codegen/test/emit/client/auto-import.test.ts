import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { expect, it } from 'vitest'
import { languageService, root } from './language-service.ts'

// A project that depends on all packages, and has imported all their subpaths.
const packages = ['core', 'runtime', 'validation', 'mock', 'webhooks']
const file = join(root, 'apps/docs/completed.ts')

function subpaths(name: string): string[] {
  const { exports } = JSON.parse(
    readFileSync(join(root, 'packages', name, 'package.json'), 'utf8'),
  ) as { exports: Record<string, unknown> }
  return Object.keys(exports)
    .filter((subpath) => !subpath.endsWith('.json'))
    .map((subpath) => `@returning-kit/${name}${subpath.slice(1)}`)
}

const imports = packages.flatMap(subpaths)
const source = `${imports.map((path) => `import '${path}'`).join('\n')}
export type Input = ListCommunityUsersInput
listCommunityUsers`
const editor = languageService(file, source)

function completions(text: string): string[] {
  const end = source.lastIndexOf(text) + text.length
  const options = { includeCompletionsForModuleExports: true }
  const { entries = [] } = editor.getCompletionsAtPosition(file, end, options) ?? {}
  return entries
    .filter(({ name }) => name === text)
    .map(({ name, source }) => `${name} of ${source}`)
}

it('offers one function, not one of each package', () => {
  const messages = editor
    .getSemanticDiagnostics(file)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))
  expect(messages).toEqual([
    "Cannot find name 'ListCommunityUsersInput'.",
    "Cannot find name 'listCommunityUsers'.",
  ])
  expect(completions('listCommunityUsers')).toEqual(['listCommunityUsers of @returning-kit/core'])
})

it('offers one type of an input', () => {
  expect(completions('ListCommunityUsersInput')).toEqual([
    'ListCommunityUsersInput of @returning-kit/core',
  ])
})
