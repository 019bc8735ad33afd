/** What the program around an `@example` needs. */
export interface Surroundings {
  /** Modules whose exports an example may use without an import, by name. */
  readonly modules: Readonly<Record<string, object>>
  /** URL of the mock that the `client` of an example talks to. */
  readonly mockUrl: string
  /** Credentials that this client is given. */
  readonly credentials: readonly string[]
}

/** Adds to an `@example` the imports that it omits and the `client` that it uses. */
export function complete(code: string, { modules, mockUrl, credentials }: Surroundings): string {
  const lines = Object.entries(modules).flatMap(([name, module]) => {
    const used = Object.keys(module).filter(
      (key) =>
        new RegExp(`\\b${key}\\b`).test(code) && !new RegExp(`import .*\\b${key}\\b`).test(code),
    )
    return used.length > 0 ? [`import { ${used.join(', ')} } from '${name}'`] : []
  })
  if (/\bclient\b/.test(code) && !/\bclient = /.test(code)) {
    const options = [...new Set(credentials)].map((name) => `${name}: 'fake-credential'`).join(', ')
    lines.push(
      `import { createClient as create } from '@returning-kit/core'`,
      `const client = create({ ${options}, baseUrl: '${mockUrl}' } as object)`,
    )
  }
  return [...lines, code].join('\n')
}
