import type { FileOutput } from '../output.ts'
import { quote } from '../print.ts'

/** The ids of all operations as a type. */
export const operationIds = {
  name: 'operationIds',
  step: 'operations',
  files: {
    repository: 'packages/core/src/generated/operation-ids.gen.ts',
    folder: 'operation-ids.gen.ts',
  },
  emit: ({ operations }) => {
    const ids = operations.map(({ id }) => `\n  | ${quote(id)}`).join('')
    return `/** Id of an operation of this contract. */\nexport type OperationId =${ids || ' never'}\n`
  },
} as const satisfies FileOutput
