import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Schema } from '@returning-kit/runtime/validation'
import { type Diagnostic, type Document, generate } from '../../../src/internal.ts'
import { singleFolderLayout } from '../../../src/pipeline/layout.ts'
import { inThisThread } from '../../../src/pipeline/workers/tasks.ts'

export type Validators = Readonly<Record<string, Schema<unknown>>>

/**
 * Generates the code of a document into a folder of a project, and returns the validators of its
 * schemas.
 */
export async function compileDocument(
  document: Document,
  folder: string,
  skipped: Diagnostic[] = [],
): Promise<Validators> {
  const { files } = await generate(
    { document },
    {
      layout: singleFolderLayout,
      skipped,
      slowEmitters: inThisThread,
    },
  )
  for (const { file, text } of files) {
    await mkdir(dirname(join(folder, file)), { recursive: true })
    await writeFile(join(folder, file), text)
  }
  return (await import(join(folder, 'validators/schemas.gen.ts'))) as Validators
}
