interface CallState {
  readonly operation: string
  isSent: boolean
}

// All other methods of a call use one of these. A repeated call is a call of its own.
const startingMethods = ['then', 'orThrow', 'pages', 'stream', 'iterate', 'repeat']

let registry: FinalizationRegistry<CallState> | undefined

function warnUnsent({ operation, isSent }: CallState): void {
  if (isSent) return
  console.warn(
    `A call of ${operation} was created but never sent. Await it, or use \`.orThrow()\`, \`.toArray()\` or \`for await\`.`,
  )
}

/** Returns a call that warns when it is garbage-collected without having been sent. */
export function withUnsentWarning<C extends object>(call: C, operation: string): C {
  // The registry must not hold the call, so it gets its state.
  const state: CallState = { operation, isSent: false }
  registry ??= new FinalizationRegistry(warnUnsent)
  registry.register(call, state)
  for (const name of startingMethods) {
    const method: unknown = Reflect.get(call, name)
    if (typeof method !== 'function') continue
    const start = function (this: unknown, ...args: unknown[]): unknown {
      state.isSent = true
      return method.apply(this, args)
    }
    Object.defineProperty(call, name, { value: start })
  }
  return call
}
