import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, inject, it } from 'vitest'
import { runCommand } from '../shell.ts'
import { packageFolder } from '../tools.ts'
import { commonjs, entryPoints, expected } from './program.ts'

const project = inject('commonjsProject')

const executables = {
  'Node 22': () => join(packageFolder('node-22'), 'bin/node'),
  'Node 24': () => process.execPath,
  'Node 26': () => join(packageFolder('node-26'), 'bin/node'),
}

it.each(Object.entries(executables))('%s requires every entry point', async (_, executable) => {
  const calls = entryPoints.map((name) => `require('${name}')`)
  await writeFile(join(project, 'entry-points.js'), calls.join('\n'))
  const args = ['--no-warnings', 'entry-points.js']
  const result = await runCommand({ cwd: project }, executable(), ...args)
  expect(result).toEqual({ code: 0, output: '' })
})

it.each(Object.entries(executables))('%s runs a program with require()', async (_, executable) => {
  await writeFile(join(project, 'program.js'), commonjs)
  const args = ['--no-warnings', 'program.js']
  const result = await runCommand({ cwd: project }, executable(), ...args)
  expect(result).toEqual({ code: 0, output: expected })
})
