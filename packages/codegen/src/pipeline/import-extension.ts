import { existsSync } from 'node:fs'
import { dirname } from 'node:path'
import { getTsconfig } from 'get-tsconfig'
import type { Config } from '../config/config.ts'

/**
 * Returns how imports of generated files end.
 *
 * @param out - The folder of the generated files, which may not exist yet.
 */
export function importExtension(
  extension: Config['importExtension'] = 'auto',
  out: string,
): '.js' | '.ts' | '' {
  if (extension !== 'auto') return extension
  const tsconfig = getTsconfig(existingFolder(out))
  // Without a configuration of TypeScript, Node runs the files as they are.
  if (!tsconfig) return '.ts'
  const options = tsconfig.config.compilerOptions ?? {}
  if (options.allowImportingTsExtensions || options.rewriteRelativeImportExtensions) return '.ts'
  return options.moduleResolution?.toLowerCase() === 'bundler' ? '' : '.js'
}

function existingFolder(folder: string): string {
  return existsSync(folder) ? folder : existingFolder(dirname(folder))
}
