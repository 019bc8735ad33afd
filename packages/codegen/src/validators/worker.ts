import { parentPort } from 'node:worker_threads'
import { GenerationError, type Refusal } from '../refusal.ts'
import type { ValidatorsAnswer, ValidatorsRequest } from './thread.ts'
import { writeValidators } from './write.ts'

// Compiles the validators of one document, beside the thread that writes all else.
parentPort?.once('message', ({ document, models, modules, lenient }: ValidatorsRequest) => {
  const began = performance.now()
  const left: Refusal[] = []
  try {
    const validators = writeValidators(document, models, modules, lenient ? left : undefined)
    parentPort?.postMessage({ validators, left, time: performance.now() - began } satisfies ValidatorsAnswer)
  } catch (error) {
    if (!(error instanceof GenerationError)) throw error
    parentPort?.postMessage({ left: error.refusals, time: performance.now() - began } satisfies ValidatorsAnswer)
  }
})
