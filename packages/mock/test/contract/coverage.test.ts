import { readOperations } from '@returning-kit/codegen/internal'
import { expect, it } from 'vitest'
import { document, exampleValues } from './document.ts'

// Number of operations in each group of the reference's navigation.
const navigation = {
  Authentication: 4,
  Users: 8,
  'Roles & Permissions': 7,
  Servers: 3,
  Channels: 6,
  Messaging: 5,
  'User Data': 10,
  Gamification: 9,
  'Streaks & Mini Games': 1,
  'Rewards & Redemptions': 6,
  'Chart Analysis': 6,
  'Bulk Operations': 6,
  'Application API': 2,
}

const groupOf = (entry: string) => entry.split(' > ')[0] as string

it('covers the 73 operations of the navigation, each once', () => {
  const entries = readOperations(document).flatMap(
    ({ operationObject }) => operationObject['x-navigation'] ?? [],
  )
  expect(new Set(entries).size).toBe(entries.length)
  expect(
    Object.fromEntries(
      Object.keys(navigation).map((group) => [
        group,
        entries.filter((entry) => groupOf(entry) === group).length,
      ]),
    ),
  ).toEqual(navigation)
  expect(entries).toHaveLength(73)
})

it('covers the five outgoing events and the three incoming webhooks', () => {
  const directions = Object.values(document.webhooks ?? {}).map(({ post }) => post?.['x-direction'])
  expect(directions.filter((direction) => direction === 'outgoing')).toHaveLength(5)
  expect(directions.filter((direction) => direction === 'incoming')).toHaveLength(3)
})

it('has a component for every schema of the reference', () => {
  const names = `ValidationError NotFoundError InternalServerError NotImplementedError CreateUserFieldHistoryResponse
    CreateUserFieldHistorySuccessResponse UserFieldHistoryItem GetUserFieldHistoriesResponse UserFieldHistoriesValidationError
    UserFieldHistoriesMetaWithValidation UserFieldHistoriesMetaWithPagination GetUserFieldHistoriesSuccessResponse
    CreateUserFieldResponse CreateUserFieldSuccessResponse DeleteUserFieldResponse DeleteUserFieldSuccessResponse UserFieldCreator
    GetUserFieldResponse GetUserFieldSuccessResponse ValidationErrorItem GetUserFieldsMetaResponse CreatorInfo UserFieldResponse
    GetUserFieldsSuccessResponse UpdateUserFieldResponse UpdateUserFieldPayload UpdateUserFieldSuccessResponse MetaResponse
    GetUserResponse GetUserSuccessResponse PurchasedStoreItem NewMessagePostedToChannel UserVisitsServer UserJoinServer ErrorResponse
    UpdateAnalysisRequest AppendDrawingsRequest CreateAnalysisResponse GetAnalysisResponse UpdateAnalysisResponse
    AppendDrawingsResponse AnalysisMetadata Expiry Levels LevelEntry Drawing HorizontalLineDrawing LineDrawing RectangleDrawing
    ParallelDrawing FibonacciRetracementDrawing Coordinate DrawingStyle AnalysisDetail AnalysisSummary CreateAnalysisRequest
    ListAnalysesResponse`
  const missing = names.split(/\s+/).filter((name) => !document.components?.schemas?.[name])
  expect(missing).toEqual([])
})

it('has no valid token, key or email in any example', () => {
  const values = exampleValues()
  expect(values.length).toBeGreaterThan(1000)
  const suspicious = values.filter(({ name, value }) => {
    if (typeof value !== 'string') return false
    if (
      /@/.test(value) &&
      !/@([\w-]+\.)*example\.(com|org|net)\b/.test(value) &&
      !/^@all$/.test(value)
    )
      return true
    if (/eyJ|sk_|-----BEGIN/.test(value)) return true
    const isCredential = /token|secret|password|accessId|(?<!idempotency)key$/i.test(name)
    return isCredential && !/fake|example|\*{3}|\[|^$|password/i.test(value)
  })
  expect(suspicious).toEqual([])
})
