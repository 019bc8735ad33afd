import { type Mock, startMock } from '@returning-kit/mock'
import { exampleMembers } from './members.ts'

/** Members of the example. */
export const exampleCount = 5000

/**
 * Starts a mock whose scenario holds generated members, the same for all communities.
 *
 * @param now - The time of the example, which has to stay the same: the members depend on it.
 */
export function startExampleApi(now: Date): Promise<Mock> {
  const { users, roles } = exampleMembers(exampleCount, now.getTime())
  return startMock({
    port: 0,
    scenario: {
      collections: [
        {
          list: 'listCommunityUsers',
          read: 'getCommunityUser',
          items: users.map((user) => ({ ...user })),
        },
      ],
      responses: {
        listUserRoles: [
          ({ path }) => ({
            status: 200,
            body: {
              meta: { success: true, message: 'OK', devMessage: '' },
              body: [...(roles.get(path.userId) ?? [])],
            },
          }),
        ],
      },
    },
  })
}
