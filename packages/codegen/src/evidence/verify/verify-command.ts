import { appendFile, readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { isLoopback } from '@returning-kit/runtime/recording'
import { UsageError } from '../../command/command.ts'
import { readContract } from '../../load/read-contract.ts'
import { isRecord } from '../../openapi/is-record.ts'
import {
  concludeObservation,
  type ObserveArguments,
  type ObserveResult,
} from '../observe-command.ts'
import type { VerifyInputs } from './build-request.ts'
import { verify } from './verify.ts'

/** Arguments of `verify`. */
export interface VerifyArguments
  extends Pick<ObserveArguments, 'spec' | 'format' | 'write' | 'source' | 'afterWrite'> {
  readonly baseUrl: string
  /** `scheme=VARIABLE`: the environment variable that holds the credential of a scheme. */
  readonly credentials: readonly string[]
  /** File of inputs by operation id. */
  readonly inputs: string | undefined
  /** Ids of the safe operations to call; undefined for all. */
  readonly only: readonly string[] | undefined
  readonly allowedWrites: readonly string[]
  readonly rate: number
  /** File that the evidence is appended to. */
  readonly record: string | undefined
}

/** Calls a service, and reports how its responses compare with the contract. */
export async function runVerify(options: VerifyArguments): Promise<ObserveResult> {
  const { spec, baseUrl, rate, record, only, allowedWrites } = options
  checkBaseUrl(baseUrl)
  if (!(rate > 0 && rate <= 10)) throw new UsageError('--rate must be above 0 and at most 10.')
  const contract = await readContract(spec)
  const lines: string[] = []
  const { observed, skipped } = await verify({
    document: contract.document,
    baseUrl,
    credentials: credentialsFrom(options.credentials),
    inputs: await readInputs(options.inputs),
    only,
    allowedWrites,
    rate,
    sleep,
    onEvidence: (evidence) => void lines.push(`${JSON.stringify(evidence)}\n`),
  })
  if (record !== undefined) await appendFile(record, lines.join(''))
  const { exitCode, output } = await concludeObservation(observed, contract, {
    ...options,
    newOperations: false,
  })
  if (options.format === 'json' || skipped.length === 0) return { exitCode, output }
  const list = skipped.map((one) => `- ${one}`).join('\n')
  return { exitCode, output: `${output}\n\nNot called:\n${list}` }
}

// A credential must not cross a network in the clear.
function checkBaseUrl(baseUrl: string): void {
  if (!URL.canParse(baseUrl)) throw new UsageError('--base-url must be an absolute URL.')
  const { origin, protocol } = new URL(baseUrl)
  if (protocol !== 'https:' && !isLoopback(origin)) {
    throw new UsageError('--base-url must begin with https://, except on this machine.')
  }
}

function credentialsFrom(pairs: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const [scheme = '', variable = ''] = pair.split('=')
      const value = process.env[variable]
      if (!value) {
        throw new UsageError(
          `--credential ${scheme} names the environment variable ${variable || '(none)'}, which is not set. Pass scheme=VARIABLE.`,
        )
      }
      return [scheme, value]
    }),
  )
}

async function readInputs(file: string | undefined): Promise<VerifyInputs> {
  if (file === undefined) return {}
  try {
    const inputs: unknown = JSON.parse(await readFile(file, 'utf8'))
    if (isRecord(inputs) && Object.values(inputs).every(isRecord)) return inputs as VerifyInputs
  } catch {}
  throw new UsageError(`${file} must be a JSON object of inputs by operation id.`)
}
