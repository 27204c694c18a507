import { manager, signIn } from './people'
import { expect, expectAccessible, test, testedInstance } from './test'

test('a wrong login and a wrong password are refused in the same words', async ({ page }) => {
  const refusals = []
  for (const login of [manager.login, 'nobody-of-this-name']) {
    await signIn(page, { login, password: 'wrong' })
    const refusal = page.getByRole('alert').filter({ hasText: 'not right' })
    refusals.push(await refusal.innerHTML())
    await expect(page.getByLabel('Login')).toHaveValue(login)
  }
  expect(refusals[0]).toContain('The login or the password is not right.')
  expect(refusals[1]).toBe(refusals[0])
})

for (const theme of ['light', 'dark']) {
  for (const language of ['en', 'he']) {
    test(`the sign-in page in ${language} and ${theme} is accessible`, async ({ page, context, baseURL }) => {
      const url = `${baseURL}`
      await context.addCookies([
        { name: 'sm-theme', value: theme, url },
        { name: 'sm-language', value: language, url },
      ])
      await page.goto('/sign-in')
      await expect(page.locator('html')).toHaveAttribute('dir', language === 'he' ? 'rtl' : 'ltr')
      await expect(page.locator('html')).toHaveAttribute('data-theme', theme)
      await expectAccessible(page)
    })
  }
}

test('a change from a page of somebody else is refused', async ({ playwright, baseURL }) => {
  const origin = 'https://elsewhere.example'
  const elsewhere = await playwright.request.newContext({
    ignoreHTTPSErrors: true,
    extraHTTPHeaders: { origin },
  })
  const answer = await elsewhere.post(`${baseURL}/api/auth/callback/credentials`, { form: manager })
  expect(answer.status()).toBe(403)
  await elsewhere.dispose()
})

test('the console answers on loopback when Apache is down', async ({ page }) => {
  const { ports } = testedInstance()
  const answer = await page.goto(`http://127.0.0.1:${ports.web}/sign-in`)
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  // Longer than Apache has nothing to ask: closed in between, its next request would be answered with 502.
  expect(answer?.headers()['keep-alive']).toBe('timeout=3600')
})
