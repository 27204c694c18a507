import { manager } from './people'
import { expect, test } from './test'

test('what is typed before the scripts have come is kept and sent', async ({ page }) => {
  const held: (() => void)[] = []
  let isHolding = true
  await page.route('**/_next/static/**/*.js', async (route) => {
    if (isHolding) await new Promise<void>((resolve) => held.push(resolve))
    await route.continue()
  })
  await page.goto('/sign-in?from=%2Faccounts', { waitUntil: 'commit' })
  await page.getByLabel('Login').fill(manager.login)
  await page.getByLabel('Password', { exact: true }).fill(manager.password)
  isHolding = false
  for (const release of held) release()
  await page.waitForLoadState('networkidle')
  await expect(page.getByLabel('Login')).toHaveValue(manager.login)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('heading', { name: 'Accounts' })).toBeVisible()
})
