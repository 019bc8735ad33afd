import { isCallError } from './call-error.ts'

/** Where a call was made: the holder of a stack that is formatted only if it is read. */
export interface CallSite {
  readonly stack?: string
}

type Below = (...args: never[]) => unknown

// Less than the usual ten, as each frame costs time in every call: the function of the operation, and those that called it.
const maxFrames = 4

/** Returns the stack below a function. The engine formats it when it is read, that is, only for an error. */
export function callSite(below: Below): CallSite {
  const { captureStackTrace, stackTraceLimit = maxFrames } = Error as {
    captureStackTrace?: (holder: object, below: Below) => void
    stackTraceLimit?: number
  }
  if (!captureStackTrace) return new Error()
  const holder = {}
  // An assignment would throw where built-in objects are frozen.
  Reflect.set(Error, 'stackTraceLimit', Math.min(stackTraceLimit, maxFrames))
  captureStackTrace(holder, below)
  Reflect.set(Error, 'stackTraceLimit', stackTraceLimit)
  return holder
}

/**
 * Gives an error of this library the stack of the call that failed. Its own begins in a timer or a socket: the engine
 * follows `await`, but not the promises between a call and its caller.
 */
export function atCallSite(error: unknown, { stack }: CallSite): unknown {
  const frames = typeof stack === 'string' ? stack.slice(stack.indexOf('\n')) : undefined
  if (frames && isCallError(error)) {
    Object.defineProperty(error, 'stack', {
      value: `${error.name}: ${error.message}${frames}`,
      writable: true,
      configurable: true,
    })
  }
  return error
}
