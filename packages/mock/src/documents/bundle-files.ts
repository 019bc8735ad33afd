import { readFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { isUrl, readUrl } from '@returning-kit/codegen/internal/read-url'
import { parse } from 'yaml'

/** A document that consists of one or more files. */
export interface BundledFiles {
  readonly root: unknown
  /** The first file and all files on this machine that it refers to. */
  readonly files: readonly string[]
}

// Extension under which the root document has the other files, each as a whole.
const filesKeyword = 'x-files'

async function parseFile(path: string, hosts: readonly string[]): Promise<unknown> {
  const text = isUrl(path) ? (await readUrl(path, { hosts })).body : await readFile(path, 'utf8')
  return path.toLowerCase().endsWith('.json') ? JSON.parse(text) : parse(text, { merge: true })
}

function toPath(reference: string, from: string): string {
  if (isUrl(reference)) return new URL(reference).href
  if (isUrl(from)) {
    const url = new URL(reference, from).href
    if (isUrl(url)) return url
    // A document of another host must not read files of this machine.
    throw new Error(`${from} refers to ${reference}, which is not a document of a host`)
  }
  if (reference.startsWith('file:')) return fileURLToPath(reference)
  if (/^[a-z][a-z\d+.-]+:/i.test(reference)) {
    throw new Error(`${from} refers to ${reference}, which is neither a file nor an http(s) URL`)
  }
  return resolve(dirname(from), decodeURIComponent(reference))
}

// Ajv resolves no reference with a brace of a path template.
function encodeFragment(fragment: string): string {
  return fragment.split('/').map(decodeURIComponent).map(encodeURIComponent).join('/')
}

/**
 * Reads a file and all files that it refers to, as one document without references to files. Throws
 * an Error that names the file and what is wrong.
 *
 * @param hosts - Hosts that references may lead to.
 */
export async function bundleFiles(file: string, hosts: readonly string[]): Promise<BundledFiles> {
  const files: string[] = []
  const contents: unknown[] = []

  const add = async (path: string, from: string): Promise<number> => {
    const existing = files.indexOf(path)
    if (existing >= 0) return existing
    const index = files.push(path) - 1
    const content = await parseFile(path, hosts).catch((error: Error) => {
      const [line] = error.message.split('\n')
      throw new Error(path === from ? `${path}: ${line}` : `${from} refers to ${path}: ${line}`)
    })
    contents[index] = content
    await rewrite(content, path, index)
    return index
  }
  const rewrite = async (node: unknown, path: string, index: number): Promise<void> => {
    if (typeof node !== 'object' || node === null) return
    const object = node as Record<string, unknown>
    for (const [name, value] of Object.entries(object)) {
      if (name !== '$ref' || typeof value !== 'string') await rewrite(value, path, index)
      else {
        const [target = '', fragment = ''] = value.split('#')
        const targetIndex = target === '' ? index : await add(toPath(target, path), path)
        const parent = targetIndex === 0 ? '' : `/${filesKeyword}/${targetIndex - 1}`
        object[name] = `#${parent}${encodeFragment(fragment)}`
      }
    }
  }

  await add(file, file)
  const [root, ...others] = contents
  const isObject = typeof root === 'object' && root !== null
  const whole = isObject && others.length > 0 ? { ...root, [filesKeyword]: others } : root
  return { root: whole, files: files.filter((path) => !isUrl(path)) }
}
