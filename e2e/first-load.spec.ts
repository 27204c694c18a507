import path from 'node:path'
import { expect, test } from '@playwright/test'
import { FIRST_LOAD_BUDGET, firstLoads } from '@/bin/build/first-load.mjs'

test('the sign-in page fetches no more JavaScript than the budget counts', async ({ page }) => {
  const counted = firstLoads(path.resolve('build/console/web')).find(({ route }) => route === '/sign-in')
  const fetched: string[] = []
  let bytes = 0
  page.on('response', async (response) => {
    if (response.request().resourceType() !== 'script') return
    fetched.push(new URL(response.url()).pathname.replace('/_next/', ''))
    bytes += Number((await response.request().sizes()).responseBodySize)
  })
  await page.goto('/sign-in', { waitUntil: 'networkidle' })
  expect(fetched.length).toBeGreaterThan(3)
  expect(counted?.files).toEqual(expect.arrayContaining(fetched))
  expect(bytes).toBeLessThan(FIRST_LOAD_BUDGET)
})
