import { GenerationError } from '../../openapi/diagnostic.ts'
import type { FolderOutput } from '../output.ts'
import { shortHash } from '../short-hash.ts'

/** The validators: modules by tag, and indexes of schemas, inputs and operations. */
export const validators = {
  name: 'validators',
  step: 'validators',
  folders: { repository: 'packages/validation/src/generated', folder: 'validators' },
  emit: async ({ workers, skipped, hash }) => {
    const { files, problems } = await workers.validators()
    if (problems.length > 0 && !skipped) throw new GenerationError(problems)
    skipped?.push(...problems)
    const contract = `/** First digits of the sha256 of the contract that the validators were generated from, without its
 * descriptions. */
export const contractHash = '${shortHash(hash)}'
`
    return { ...files, 'contract.gen.ts': contract }
  },
} as const satisfies FolderOutput
