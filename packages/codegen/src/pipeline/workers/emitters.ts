import type { StepTimer } from '../step-timer.ts'
import { EmitterThread } from './pool.ts'
import { loadEmitter, type SlowEmitters, type TaskName } from './tasks.ts'

/** The slow emitters of one run. */
export interface Emitters extends SlowEmitters {
  /** Milliseconds that emitters took beside the calling thread. */
  readonly times: Partial<Record<TaskName, number>>
  /** Ends the threads. */
  end(): Promise<void>
}

/** Returns emitters that run in threads while the calling thread does other work. */
export function threadEmitters(): Emitters {
  const types = new EmitterThread('types')
  const validators = new EmitterThread('validators')
  return {
    types: (request) => types.run('types', request),
    validators: (request) => validators.run('validators', request),
    get times() {
      return { types: types.times.types, validators: validators.times.validators }
    },
    async end() {
      await Promise.all([types.end(), validators.end()])
    },
  }
}

/** Returns emitters for a small document, which are done before a thread would have started. */
export function localEmitters(timer: StepTimer): Emitters {
  return {
    async types(request) {
      const emit = await loadEmitter.types()
      return timer.measure('types', () => emit(request))
    },
    async validators(request) {
      const emit = await loadEmitter.validators()
      return timer.measure('validators', () => emit(request))
    },
    times: {},
    async end() {},
  }
}
