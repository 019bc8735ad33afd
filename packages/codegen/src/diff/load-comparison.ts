/** Thrown where a package that only the comparison needs is not installed. */
export class MissingPackageError extends Error {
  override readonly name = 'MissingPackageError'
}

const advice =
  'The comparison compiles callers. Install what it needs: npm install --save-dev typescript@5.9 @returning-kit/runtime'

/**
 * Loads the comparison, and TypeScript with it.
 *
 * @throws MissingPackageError if TypeScript or the runtime is not installed.
 */
export async function loadComparison(): Promise<typeof import('./compare-contracts.ts')> {
  try {
    import.meta.resolve('@returning-kit/runtime')
    const { default: typescript } = await import('typescript')
    // TypeScript 7 has no API for JavaScript.
    if (typeof typescript?.createProgram === 'function')
      return await import('./compare-contracts.ts')
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    const isMissing = code === 'ERR_MODULE_NOT_FOUND'
    if (!isMissing || !/'(typescript|@returning-kit\/runtime)'/.test(message)) throw error
    throw new MissingPackageError(advice, { cause: error })
  }
  throw new MissingPackageError(`${advice}. The installed TypeScript has no API; 7 has none.`)
}
