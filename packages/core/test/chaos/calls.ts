import type { AnyResult, CallOptions, PageOptions } from '@returning-kit/runtime'
import {
  type Client,
  createLeaderboard,
  deleteLeaderboard,
  getCommunityUser,
  getLeaderboard,
  getUserData,
  listCommunityUsers,
  listLeaderboards,
  listProducts,
  listRoles,
  listUsersWithFilters,
  registerUser,
} from '../../src/index.ts'
import { communityId, userId } from '../helpers.ts'

type Make = (client: Client, id: string, options: CallOptions) => PromiseLike<AnyResult>
type MakeList = (client: Client, limit: number, options: PageOptions) => AsyncIterable<object>

const leaderboardID = '507f1f77bcf86cd799439012'
const leaderboard = {
  rankingField: 'xp',
  displayedColumns: [],
  startDate: '2026-01-01T00:00:00.000Z',
  isEnabled: true,
}

/** Single calls, by whether they may be repeated: reads, writes, and writes that are idempotent. */
export const singleCalls: Readonly<Record<'read' | 'write' | 'idempotent', readonly Make[]>> = {
  read: [
    (client, _, options) => getCommunityUser(client, { communityId, userId }, options),
    (client, _, options) => getLeaderboard(client, { leaderboardID }, options),
    (client, _, options) => listRoles(client, {}, options),
  ],
  write: [
    (client, id, options) =>
      createLeaderboard(client, { body: { ...leaderboard, name: id } }, options),
    (client, id, options) =>
      registerUser(
        client,
        { body: { email: `${id}@example.com`, password: 'fake-password!' } },
        options,
      ),
    (client, _, options) => deleteLeaderboard(client, { leaderboardID }, options),
  ],
  idempotent: [(client, id, options) => getUserData(client, { body: { idOrEmail: id } }, options)],
}

/** Calls of lists, one for each paging convention of the contract. */
export const lists: readonly MakeList[] = [
  (client, limit, options) => listCommunityUsers(client, { communityId, limit }, options),
  (client, limit, options) => listLeaderboards(client, { limit }, options),
  (client, limit, options) => listProducts(client, { limit }, options),
  (client, _, options) => listUsersWithFilters(client, { body: { filter: {} } }, options),
]
