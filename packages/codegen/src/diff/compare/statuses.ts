import { errorStatuses } from '../../emit/client/error-statuses.ts'
import { type OperationModel, type ResponseModel, successResponses } from '../../model/operation.ts'
import { isJson } from '../../openapi/media-type.ts'
import type { Change } from './types.ts'

/** A status at which both contracts say what the answer holds, and what a person calls it. */
export interface Answered {
  /** The status as a type: a number, or `number` where any success may come. */
  status: string
  ok: boolean
  place: string
}

/** What a caller notices of the statuses of an operation, and at which of them to compare what is read. */
export function compareStatuses(
  before: OperationModel,
  after: OperationModel,
): { notices: Change[]; answers: Answered[] } {
  const [good, bad] = [compareSuccesses(before, after), compareErrors(before, after)]
  return { notices: [...good.notices, ...bad.notices], answers: [...good.answers, ...bad.answers] }
}

// `2XX`, `default` and no declared success at all are any number to a caller.
function compareSuccesses(
  before: OperationModel,
  after: OperationModel,
): { notices: Change[]; answers: Answered[] } {
  const [was, is] = [before, after].map((model) => {
    const keys = successResponses(model).map(({ status }) => status)
    const exact = keys.filter(isExact)
    return { exact, isWide: exact.length < keys.length || keys.length === 0 }
  }) as [Successes, Successes]
  const notices: Change[] = []
  const note = (bump: Change['bump'], text: string) => notices.push({ bump, text, about: 'values' })
  const gone = was.exact.filter((status) => !is.exact.includes(status))
  const come = is.exact.filter((status) => !was.exact.includes(status))
  if (!is.isWide) for (const status of gone) note('major', `no longer succeeds with ${status}`)
  if (!was.isWide) for (const status of come) note('major', `may succeed with ${status}, too`)
  if (is.isWide && !was.isWide) note('major', 'may succeed with other statuses, too')
  if (was.isWide && !is.isWide) note('minor', `succeeds with ${is.exact.join(' or ')} alone`)
  const covers = ({ exact, isWide }: Successes, status: string) => isWide || exact.includes(status)
  const shared = [...new Set([...was.exact, ...is.exact])].filter(
    (status) => covers(was, status) && covers(is, status),
  )
  if (was.isWide && is.isWide) shared.push('number')
  return { notices, answers: shared.map((status) => ({ status, ok: true, place: 'data' })) }
}

interface Successes {
  exact: string[]
  isWide: boolean
}

// What is not declared reads as unknown. Statuses that moved from one declaration to another together are compared once.
function compareErrors(
  before: OperationModel,
  after: OperationModel,
): { notices: Change[]; answers: Answered[] } {
  const exact = [before, after].flatMap(({ responses }) =>
    responses.map(({ status }) => status).filter(isExact),
  )
  const statuses = [...new Set([...exact, ...errorStatuses.map(String)])].filter(
    (status) => !status.startsWith('2'),
  )
  const groups = new Map<
    string,
    { status: string; was: ResponseModel | undefined; is: ResponseModel | undefined }
  >()
  for (const status of statuses) {
    const [was, is] = [declaring(before, status), declaring(after, status)]
    const key = `${was?.status} ${is?.status}`
    if ((was ?? is) && !groups.has(key)) groups.set(key, { status, was, is })
  }
  const notices = new Map<string, Change>()
  const answers: Answered[] = []
  for (const { status, was, is } of groups.values()) {
    if (was && is) answers.push({ status, ok: false, place: `error of ${placeOf(was, is)}` })
    else if (was && hasType(was)) {
      const text = `no longer declares ${plural(was.status, 'its error reads', 'their errors read')} as unknown`
      notices.set(text, { bump: 'major', text, about: 'values' })
    } else if (is) {
      const text = hasType(is)
        ? `declares ${plural(is.status, 'its error has', 'their errors have')} a type`
        : `declares ${is.status}`
      notices.set(text, { bump: 'minor', text, about: 'values' })
    }
  }
  return { notices: [...notices.values()], answers }
}

function declaring({ responses }: OperationModel, status: string): ResponseModel | undefined {
  const range = `${status.slice(0, 1)}XX`
  const found = (key: string) => responses.find((response) => response.status.toUpperCase() === key)
  return found(status) ?? found(range) ?? found('DEFAULT')
}

function hasType({ schema, mediaType }: ResponseModel): boolean {
  return schema !== undefined && mediaType !== undefined && isJson(mediaType)
}

function placeOf(was: ResponseModel, is: ResponseModel): string {
  const [status = is.status] = [is, was]
    .map((response) => response.status)
    .filter((key) => key !== 'default')
  const [exact = status] = [is, was].map((response) => response.status).filter(isExact)
  return exact === 'default' ? 'other statuses' : exact
}

function plural(status: string, one: string, many: string): string {
  if (isExact(status)) return `${status}, so ${one}`
  return `${status === 'default' ? 'other statuses' : status}, so ${many}`
}

function isExact(status: string): boolean {
  return /^\d{3}$/.test(status)
}
