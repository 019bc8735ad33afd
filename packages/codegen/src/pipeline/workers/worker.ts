import { parentPort, workerData } from 'node:worker_threads'
import type { TaskRequest, TaskResult } from './pool.ts'
import { loadEmitter, type TaskName } from './tasks.ts'

let last: Promise<void> = Promise.resolve()

async function runTask({ id, task, request }: TaskRequest): Promise<void> {
  const emit = await loadEmitter[task]()
  const start = performance.now()
  const result = emit(request)
  parentPort?.postMessage({
    id,
    task,
    result,
    time: performance.now() - start,
  } satisfies TaskResult)
}

// One task after the other, so that their times do not overlap. An error ends the thread.
parentPort?.on('message', (message: TaskRequest) => {
  last = last.then(() => runTask(message))
})
for (const name of workerData as TaskName[]) await loadEmitter[name]()
