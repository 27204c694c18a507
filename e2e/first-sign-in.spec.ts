import { readFileSync } from 'node:fs'
import { manager, signIn } from './people'
import { expect, test, testedInstance } from './test'

test('the generated password opens nothing but the choice of another one', async ({ page }) => {
  const first = readFileSync(testedInstance().paths.firstPassword, 'utf8')
  await signIn(page, { login: manager.login, password: first }, '/accounts')
  await expect(page.getByRole('heading', { name: 'Choose a new password' })).toBeVisible()
  await page.goto('/accounts')
  await expect(page).toHaveURL(/\/password$/)

  await page.getByLabel('Current password').fill(first)
  await page.getByLabel('New password', { exact: true }).fill(manager.password)
  await page.getByLabel('New password again').fill(manager.password)
  await page.getByRole('button', { name: 'Change the password' }).click()
  await expect(page).not.toHaveURL(/\/password$/)
  await page.goto('/accounts')
  await expect(page.getByRole('heading', { name: 'Accounts' })).toBeVisible()
})

test('the generated password is worth nothing then', async ({ page }) => {
  await signIn(page, { login: manager.login, password: 'not that one' })
  await expect(page.getByText('The login or the password is not right.')).toBeVisible()
})
