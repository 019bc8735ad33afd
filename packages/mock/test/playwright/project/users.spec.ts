import { expect, test } from '@returning-kit/mock/playwright'

const url = 'https://api.returning.ai/v1/communities/6167dba9c548eb5c7ec28057/users'

// Runs in the page, and so with the CORS of a browser.
async function namesIn(page: import('@playwright/test').Page, query = ''): Promise<string> {
  return page.evaluate(async (target) => {
    const headers = { authorization: 'Bearer fake-token', 'x-trace': 'fake' }
    const response = await fetch(target, { headers }).catch((error: Error) => error.name)
    if (typeof response === 'string') return response
    const { data = [] } = (await response.json()) as { data?: { displayName: string }[] }
    return `${response.status} ${data.map(({ displayName }) => displayName)}`
  }, url + query)
}

test.beforeEach(async ({ page }) => {
  await page.route('https://app.example/', (route) =>
    route.fulfill({ contentType: 'text/html', body: '<h1>App</h1>' }),
  )
  await page.goto('https://app.example/')
})

test('responds to pages and records their requests', async ({ page, mock }) => {
  await expect(page.getByRole('heading')).toHaveText('App')
  expect(await namesIn(page)).toBe('200 Admin,User')
  expect(await namesIn(page, '?limit=0')).toMatch(/^400 /)
  expect(mock.requests.map(({ operation, status }) => [operation, status])).toEqual([
    ['listCommunityUsers', 200],
    ['listCommunityUsers', 400],
  ])
})

test('starts each test with a mock of its own', async ({ page, mock }) => {
  expect(mock.requests).toEqual([])
  mock.scenario = {
    responses: { listCommunityUsers: [{ status: 503 }, { disconnect: 'before' }] },
  }
  expect(await namesIn(page).catch(() => '503')).toMatch(/^503/)
  expect(await namesIn(page)).toBe('TypeError')
  expect(await namesIn(page)).toBe('200 Admin,User')
})

test.describe('options', () => {
  test.use({ mockOptions: { strict: true } })

  test('are those of the file', async ({ page }) => {
    expect(await namesIn(page, '?nowhere=1')).toMatch(/^422 /)
  })
})
