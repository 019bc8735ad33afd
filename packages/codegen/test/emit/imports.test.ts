import { expect, it } from 'vitest'
import { Imports } from '../../src/emit/imports.ts'

it('prints packages before relative modules, and names in alphabetical order', () => {
  const imports = new Imports()
  imports.from('./b.ts').type('B')
  imports.from('@scope/runtime').value('query')
  imports.from('@scope/runtime').type('Call')
  expect(imports.from('@scope/runtime').value('call')).toBe('call')
  expect(imports.from('./credentials.ts').namespace('credentials')).toBe('credentials')
  expect(imports.print()).toBe(`import { type Call, call, query } from '@scope/runtime'
import type { B } from './b.ts'
import * as credentials from './credentials.ts'
`)
})

it('imports a name once, and as a value where it is used as one', () => {
  const imports = new Imports()
  const module = imports.from('a')
  module.type('Client')
  module.value('Client')
  module.type('Client')
  expect(module.value('createClient', 'create')).toBe('create')
  expect(imports.print()).toBe(`import { Client, createClient as create } from 'a'\n`)
})

it('prints nothing for a module that nothing is imported from, and wraps long lines', () => {
  const imports = new Imports()
  imports.from('unused')
  const names = Array.from({ length: 8 }, (_, index) => `LongTypeName${index}`)
  for (const name of names) imports.from('a').type(name)
  const lines = names.map((name) => `  ${name},\n`).join('')
  expect(imports.print()).toBe(`import type {\n${lines}} from 'a'\n`)
})
