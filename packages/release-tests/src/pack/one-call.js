import { createClient, getCommunityUser } from '@returning-kit/core'

const client = createClient({ token: 'fake-token' })
const ids = { communityId: '6167dba9c548eb5c7ec28057', userId: '61100af5c548eb5c7ebc7819' }
console.log(await getCommunityUser(client, ids).orThrow())
