import { isCallError } from './call-error.ts'

type Handler<In, Out> = ((value: In) => Out | PromiseLike<Out>) | null | undefined
type Below = (...args: never[]) => unknown

interface Site {
  readonly stack?: unknown
}

// The engine formats a stack when it is read. V8 only; elsewhere an error keeps its own.
function siteBelow(below: Below): Site {
  const { captureStackTrace } = Error as {
    captureStackTrace?: (holder: object, below: Below) => void
  }
  const site = {}
  captureStackTrace?.(site, below)
  return site
}

// Frames of the engine do not show the caller.
function framesOf({ stack }: Site): string {
  const lines = typeof stack === 'string' ? stack.split('\n') : []
  return lines.filter((line) => /^ +at (?!.*(node:internal|<anonymous>\)))/.test(line)).join('\n')
}

function withFrames(error: unknown, site: Site): unknown {
  const frames = framesOf(site)
  if (frames && isCallError(error)) {
    Object.defineProperty(error, 'stack', {
      value: `${error.name}: ${error.message}\n${frames}`,
      writable: true,
      configurable: true,
    })
  }
  return error
}

/**
 * Returns an error with the frames of the functions that wait for the running one. An error of a
 * timer or a socket has none of its own.
 */
export function withWaitingFrames(error: unknown, running: Below): unknown {
  return withFrames(error, siteBelow(running))
}

// Rejects with an error that has the frames of a site, or else of those who wait for this promise.
// The engine follows the promise that the running handler settles; one task earlier, nothing waits
// for that.
function failWith(error: unknown, site?: Site): Promise<never> {
  const running = () => {
    throw withFrames(error, site ?? siteBelow(running))
  }
  return Promise.resolve()
    .then(() => {})
    .then(running)
}

/**
 * Calls `then` of a promise. Errors get the stack of the caller: its `await`, or the line that
 * passes the handlers.
 *
 * To capture the stack of each call costs more than the call may cost (5 to 10 %). The engine knows
 * who awaits a promise when it is rejected. A handler may belong to a promise that is not awaited,
 * so it needs the stack in advance.
 */
export function thenAtCallSite<T, A = T, B = never>(
  promise: Promise<T>,
  onFulfilled: Handler<T, A>,
  onRejected: Handler<unknown, B>,
  below: Below,
): Promise<A | B> {
  const handler = onFulfilled ?? onRejected
  // An `await` passes functions of the engine.
  const isAwaited = handler && `${handler}`.slice(-20).includes('[native code]')
  const site = isAwaited ? undefined : siteBelow(below)
  const onFailed = (error: unknown) => failWith(error, site).then(onFulfilled as never, onRejected)
  return Promise.prototype.then.call(promise, onFulfilled as never, onFailed) as Promise<A | B>
}

const failed = /* @__PURE__ */ new WeakSet<Promise<unknown>>()

/** A promise whose errors get the stack of the caller, whether it is awaited or not. */
export class CallPromise<T> extends Promise<T> {
  // An `await` takes what is constructed by Promise as it is, at half the cost of calling `then`.
  // After a failure it has to call `then`, which knows who awaits.
  override get ['constructor'](): ObjectConstructor | PromiseConstructor {
    return failed.has(this) ? Object : Promise
  }

  constructor(start: (resolve: (value: T) => void, fail: (error: unknown) => void) => void) {
    super((resolve) => {
      start(resolve, (error) => {
        failed.add(this)
        resolve(failWith(error))
      })
    })
  }

  // biome-ignore lint/suspicious/noThenProperty: it is a promise
  override then<A = T, B = never>(
    onFulfilled?: Handler<T, A>,
    onRejected?: Handler<unknown, B>,
  ): Promise<A | B> {
    return thenAtCallSite<T, A, B>(this, onFulfilled, onRejected, this.then)
  }
}
