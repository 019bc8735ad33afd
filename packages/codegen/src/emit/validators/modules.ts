import { dirname } from 'node:path/posix'

/** Folders of validators: named schemas, inputs of operations, and responses without a named schema. */
export const validatorFolders = ['schemas', 'inputs', 'responses'] as const

export type ValidatorFolder = (typeof validatorFolders)[number]

/** Modules that a validator imports. */
export interface ValidatorModules {
  /** The types that the validators of a folder guard. */
  readonly types: Readonly<Record<ValidatorFolder, string>>
  /** The function that turns a validator into a schema. */
  readonly schema: string
  /** The functions that compiled code calls. */
  readonly support: string
}

/** Returns whether a generated file is a validator; the others are indexes and modules of operations. */
export function isValidatorFile(file: string): boolean {
  return validatorFolders.some((folder) => dirname(file).endsWith(`/${folder}`))
}
