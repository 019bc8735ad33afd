import { existsSync, globSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Metafile } from 'esbuild'

interface Manifest {
  readonly name?: string
  readonly version?: string
  readonly license?: string
  readonly licenses?: readonly { readonly type: string }[]
}

function packageFolder(file: string): string | undefined {
  const [folder] = /^.*\/node_modules\/(@[^/]+\/)?[^/]+/.exec(file) ?? []
  return folder
}

function entryOf(folder: string): string {
  const { name, version, license, licenses } = JSON.parse(
    readFileSync(join(folder, 'package.json'), 'utf8'),
  ) as Manifest
  const id = license ?? licenses?.map(({ type }) => type).join(' OR ')
  if (id === undefined) throw new Error(`${name} ${version} names no license.`)
  const files = globSync(
    '{LICEN[CS]E,LICEN[CS]E.*,licen[cs]e,licen[cs]e.*,NOTICE,NOTICE.*,COPYING}',
    {
      cwd: folder,
    },
  )
  const texts = [...new Set(files)]
    .sort()
    .map((file) => readFileSync(join(folder, file), 'utf8').trim())
  return [`# ${name} ${version} (${id})`, ...texts].join('\n\n')
}

/** Returns the licenses of the packages that a bundle contains. */
export function licensesOf({ outputs }: Metafile): string {
  const files = Object.values(outputs).flatMap(({ inputs }) =>
    Object.entries(inputs).flatMap(([file, { bytesInOutput }]) =>
      bytesInOutput > 0 ? [file] : [],
    ),
  )
  const folders = new Set(files.flatMap((file) => packageFolder(resolve(file)) ?? []))
  const entries = [...folders].filter((folder) => existsSync(folder)).map(entryOf)
  const introduction = 'The files in this folder contain code of these packages.'
  return `${[introduction, ...new Set(entries.sort())].join('\n\n')}\n`
}
