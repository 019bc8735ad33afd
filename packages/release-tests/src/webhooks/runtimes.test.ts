import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, inject } from 'vitest'
import type { Receiver } from '../../../webhooks/test/frameworks/receiver.ts'
import { testReceiver } from '../../../webhooks/test/frameworks/receiver-tests.ts'
import { startWorker } from '../pack/runtimes.ts'
import { packageFolder } from '../tools.ts'
import { startProcess } from './process.ts'

const project = inject('project')

beforeAll(async () => {
  for (const name of ['receiver.js', 'receiver-bun.js', 'receiver-deno.js', 'receiver-worker.js'])
    await cp(join(import.meta.dirname, name), join(project, name))
})

function receiverOf({ url, stop }: { url: string; stop(): Promise<void> }): Receiver {
  const handled = async () => (await (await fetch(url)).json()) as unknown[]
  return { url, stop, handled }
}

testReceiver('Bun', async () => {
  const bun = join(packageFolder('@oven/bun-linux-x64'), 'bin/bun')
  return receiverOf(await startProcess(bun, ['run', 'receiver-bun.js'], { cwd: project }))
})

testReceiver('Deno', async () => {
  const deno = join(packageFolder('@deno/linux-x64-glibc'), 'deno')
  const flags = [
    '--no-remote',
    '--node-modules-dir=manual',
    '--allow-net=127.0.0.1',
    '--allow-read=.',
  ]
  const args = ['run', ...flags, 'receiver-deno.js']
  return receiverOf(await startProcess(deno, args, { cwd: project }))
})

testReceiver('workerd', async () => receiverOf(await startWorker(project, 'receiver-worker.js')))
