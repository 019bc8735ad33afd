import { InputError } from './input-error.ts'

/** Ends a call whose input cannot be sent. The reason completes a sentence that begins with the member's name. */
export type RejectInput = (why: string) => never

/** Ends a call because of one member of its input. Its message begins with the member's name. */
export function rejectInput(name: string, operation: string | undefined): RejectInput {
  return (why) => {
    throw new InputError(name, `Input \`${name}\` ${why}.`, { operation })
  }
}
