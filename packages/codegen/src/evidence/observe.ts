import { ExchangeRecorder, isLoopback, type Route } from '@returning-kit/runtime/recording'
import type { Document } from '../openapi/document.ts'
import { judgeCall } from './judge/judge-call.ts'
import { Observations } from './judge/observations.ts'
import { readEvidence } from './read/read-evidence.ts'

/** What is compared, and how calls are matched. */
export interface ObserveOptions {
  /** The bundled contract. */
  readonly document: Document
  /** Files of evidence, HTTP archives, or calls as lines of JSON. */
  readonly files: readonly string[]
  /** More URLs where the service is, with their base paths. */
  readonly baseUrls?: readonly string[]
  /** Names of members whose values are kept. */
  readonly values?: readonly string[]
}

/** What evidence tells of a contract. */
export interface Observed {
  readonly observations: Observations
  readonly recorder: ExchangeRecorder
  readonly routes: readonly Route[]
  /** Lines that are no evidence, as `file:line`; at most a hundred of them. */
  readonly badLines: readonly string[]
}

const maxBadLines = 100

/** Compares calls with a contract. Memory does not grow with the number of lines. */
export async function observe(options: ObserveOptions): Promise<Observed> {
  const { document, files, baseUrls = [], values = [] } = options
  const recorder = new ExchangeRecorder({ document, baseUrls, values })
  const observations = new Observations()
  const badLines: string[] = []
  for (const file of files) {
    const onBadLine = (line: number) => {
      if (badLines.length < maxBadLines) badLines.push(`${file}:${line}`)
    }
    const named = { recorder, values: new Set(values), onBadLine }
    for await (const evidence of readEvidence(file, named)) {
      const { operation, origin } = evidence
      const route = operation === undefined ? undefined : recorder.routes.get(operation)
      if (!route) {
        if (recorder.routes.isKnownOrigin(origin)) observations.addOperation(evidence)
        else observations.foreign += 1
        continue
      }
      if (origin?.startsWith('http:') && !isLoopback(origin)) observations.insecure += 1
      observations.addCall(evidence, route.id)
      judgeCall(evidence, route, recorder.walker, observations)
    }
  }
  return { observations, recorder, routes: recorder.routes.routes, badLines }
}
