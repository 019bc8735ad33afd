import { type ResponseModel, schemaAt } from '../../model/operation.ts'
import { pascal } from '../../openapi/identifiers.ts'
import { isJson } from '../../openapi/media-type.ts'
import { type EmitContext, payloadType, successes, typeAt } from './response-type.ts'

/** Writes the type of all that awaiting one operation can give, discriminated by `ok` and `status`. */
export function writeResultType(subject: EmitContext): string {
  const { document, model } = subject
  const good = successes(model)
  const exact = model.responses
    .map(({ status }) => status)
    .filter((status) => /^\d{3}$/.test(status))
  const meta = model.envelope?.meta
  const lines = good.map((response, index) => {
    const data = index === 0 ? 'Data' : payloadType(subject, response)
    const extra =
      meta && schemaAt(document, response.schema, meta)
        ? `, ${typeAt(subject, response, meta)}`
        : ''
    return `  | Success<${successStatus(response)}, ${data}${extra}>`
  })
  if (good.length === 0) lines.push('  | Success<number, Data>')
  const usable = good.map(successStatus)
  lines.push(
    `  | InvalidResponse<${usable.includes('number') || usable.length === 0 ? 'number' : usable.join(' | ')}>`,
  )
  lines.push(...failures(subject, exact))
  const [first] = good
  const data = first ? payloadType(subject, first) : 'unknown'
  const name = pascal(model.id)
  return `/** Result of {@link ${model.id}}, discriminated by \`ok\` and \`status\`. */\nexport type ${name}Result<Data = ${data}> =\n${lines.join('\n')}\n`
}

const successStatus = ({ status }: ResponseModel) => (/^\d{3}$/.test(status) ? status : 'number')

function errorBody(subject: EmitContext, response: ResponseModel): string {
  return response.schema && response.mediaType && isJson(response.mediaType)
    ? typeAt(subject, response, '')
    : 'unknown'
}

// Exact statuses first; then what `4XX` and `5XX` leave over; then `default`, or what the contract does not declare.
function failures(subject: EmitContext, exact: readonly string[]): string[] {
  const { responses } = subject.model
  const lines: string[] = []
  for (const response of responses.filter(({ status }) => /^[13-5]\d\d$/.test(status))) {
    lines.push(`  | Failure<${response.status}, ${errorBody(subject, response)}>`)
  }
  const ranges: string[] = []
  for (const response of responses.filter(({ status }) => /^[3-5]XX$/i.test(status))) {
    const digit = response.status.slice(0, 1)
    lines.push(
      `  | Failure<Exclude<${rangeOf(digit)}, ${union(exact)}>, ${errorBody(subject, response)}>`,
    )
    ranges.push(rangeOf(digit))
  }
  const declared = union([...exact, ...ranges])
  const rest = responses.find(({ status }) => status === 'default')
  const body = rest && errorBody(subject, rest)
  lines.push(
    body === undefined || body === 'unknown'
      ? `  | UndeclaredStatus<${declared}>`
      : `  | Failure<Exclude<ErrorStatus, ${declared}>, ${body}>`,
  )
  return lines
}

const union = (types: readonly string[]) => types.join(' | ') || 'never'

const statuses: Readonly<Record<string, readonly number[]>> = {
  3: [300, 301, 302, 303, 304, 307, 308],
  4: [
    ...[
      400, 401, 402, 403, 404, 405, 406, 407, 408, 409, 410, 411, 412, 413, 414, 415, 416, 417, 418,
    ],
    ...[421, 422, 423, 424, 425, 426, 428, 429, 431, 451, 499],
  ],
  5: [
    500, 501, 502, 503, 504, 505, 506, 507, 508, 510, 511, 520, 521, 522, 523, 524, 525, 526, 530,
  ],
}

/** Every status that reports an error, as `ErrorStatus` of the runtime has them. */
export const errorStatuses: readonly number[] = Object.values(statuses).flat()

const rangeOf = (digit: string) => union((statuses[digit] ?? []).map(String))
