import {
  type Evidence,
  ExchangeRecorder,
  isLoopback,
  type Route,
} from '@returning-kit/runtime/recording'
import type { Document } from '../openapi/document.ts'
import { judgeCall } from './judge/judge-call.ts'
import { Observations } from './judge/observations.ts'
import { readEvidence } from './read/read-evidence.ts'

/** How calls are matched, and what is kept of them. */
export interface MatchOptions {
  /** The bundled contract. */
  readonly document: Document
  /** More URLs where the service is, with their base paths. */
  readonly baseUrls?: readonly string[]
  /** Names of members whose values are kept. */
  readonly values?: readonly string[]
}

/** The findings in calls, with what matched the calls. */
export interface Observed {
  readonly observations: Observations
  readonly recorder: ExchangeRecorder
  readonly routes: readonly Route[]
  /** Lines that are no evidence, as `file:line`; at most a hundred of them. */
  readonly badLines: readonly string[]
}

const maxBadLines = 100

/**
 * Compares the calls in files with a contract: evidence, HTTP archives, or calls as lines of JSON.
 * Memory does not grow with the number of lines.
 */
export async function observe(
  options: MatchOptions & { readonly files: readonly string[] },
): Promise<Observed> {
  const recorder = new ExchangeRecorder(options)
  const badLines: string[] = []
  const values = new Set(options.values)
  const observations = new Observations()
  for (const file of options.files) {
    const onBadLine = (line: number) => {
      if (badLines.length < maxBadLines) badLines.push(`${file}:${line}`)
    }
    for await (const evidence of readEvidence(file, { recorder, values, onBadLine })) {
      observeCall(evidence, recorder, observations)
    }
  }
  return { observations, recorder, routes: recorder.routes.routes, badLines }
}

/** Compares one call with the contract of a recorder. */
export function observeCall(
  evidence: Evidence,
  { routes, walker }: ExchangeRecorder,
  observations: Observations,
): void {
  const { operation, origin } = evidence
  const route = operation === undefined ? undefined : routes.get(operation)
  if (!route) {
    // A browser asks with OPTIONS whether it may call another origin.
    if (evidence.method === 'OPTIONS') return
    if (routes.isKnownOrigin(origin)) observations.addOperation(evidence)
    else observations.foreign += 1
    return
  }
  if (origin?.startsWith('http:') && !isLoopback(origin)) observations.insecure += 1
  observations.addCall(evidence, route.id)
  judgeCall(evidence, route, walker, observations)
}
