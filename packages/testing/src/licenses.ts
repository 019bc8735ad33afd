import { existsSync, globSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Metafile } from 'esbuild'

interface Manifest {
  readonly name?: string
  readonly version?: string
  readonly license?: string
  readonly licenses?: readonly { readonly type: string }[]
  readonly author?: string | { readonly name: string }
}

function packageFolder(file: string): string | undefined {
  const [folder] = /^.*\/node_modules\/(@[^/]+\/)?[^/]+/.exec(file) ?? []
  return folder
}

function filesIn(folder: string, pattern: string): string[] {
  return globSync(pattern, { cwd: folder })
    .sort()
    .map((file) => readFileSync(join(folder, file), 'utf8').trim())
}

// Some packages have their license at the end of their README, and some name only its author.
function licenseTexts(folder: string, { author }: Manifest): string[] {
  const texts = filesIn(
    folder,
    '{LICEN[CS]E,LICEN[CS]E[.-]*,licen[cs]e,licen[cs]e.*,NOTICE*,COPYING}',
  )
  if (texts.length > 0) return texts
  const [readme = ''] = filesIn(folder, '{README,readme,Readme}*')
  const [section] = /^(#+ *Licen[cs]e|Licen[cs]e\n-+)[\s\S]*$/im.exec(readme) ?? []
  const name = typeof author === 'object' ? author.name : author
  return [section ?? `Copyright of ${name ?? 'its contributors'}. The package has no license file.`]
}

function entryOf(folder: string): string {
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest
  const { name, version, license, licenses } = manifest
  const id = license ?? licenses?.map(({ type }) => type).join(' OR ')
  if (id === undefined) throw new Error(`${name} ${version} names no license.`)
  // A heading inside a text would look like the heading of a package.
  const texts = licenseTexts(folder, manifest).map((text) => text.replaceAll(/^#+ */gm, ''))
  return [`# ${name} ${version} (${id})`, ...texts].join('\n\n')
}

/** Returns the licenses of the packages that a bundle, built in a folder, contains. */
export function licensesOf({ outputs }: Metafile, folder: string): string {
  const files = Object.values(outputs).flatMap(({ inputs }) =>
    Object.entries(inputs).flatMap(([file, { bytesInOutput }]) =>
      bytesInOutput > 0 ? [file] : [],
    ),
  )
  const folders = new Set(files.flatMap((file) => packageFolder(resolve(folder, file)) ?? []))
  const entries = [...folders].filter((path) => existsSync(path)).map(entryOf)
  const introduction = 'The files in this folder contain code of these packages.'
  return `${[introduction, ...new Set(entries.sort())].join('\n\n')}\n`
}
