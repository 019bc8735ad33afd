import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Document, generate, repositoryLayout } from '@returning-kit/codegen/internal'
import type { Schema } from '@returning-kit/validation'

// In the folder of a package that depends on the runtime.
const folder = join(import.meta.dirname, '../../../validation/.vitest/bench')

/** Generates the validators of schemas and returns their verdicts, by name. */
export async function compileSchemas(
  schemas: Readonly<Record<string, object>>,
): Promise<Readonly<Record<string, (value: unknown) => boolean>>> {
  const document = {
    openapi: '3.1.0',
    info: { title: 'Benchmark', version: '1' },
    paths: {},
    components: { schemas },
  } as unknown as Document
  const { files } = await generate(
    { document },
    { layout: { ...repositoryLayout, name: 'folder' } },
  )
  for (const { file, text, output } of files) {
    if (output !== 'validators') continue
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    writeFileSync(join(folder, file), text)
  }
  const module = (await import(
    pathToFileURL(join(folder, 'validators/schemas.gen.ts')).href
  )) as Record<string, Schema<unknown>>
  return Object.fromEntries(Object.entries(module).map(([name, { is }]) => [name, is]))
}
