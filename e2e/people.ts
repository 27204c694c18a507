/** Who signs in. */
import type { Page } from '@playwright/test'

export type Credentials = { login: string; password: string }

/** The manager, with the password chosen in first-sign-in.spec.ts, which runs before all others. */
export const manager: Credentials = { login: 'admin', password: 'a pass phrase of the manager' }

/** Signs in by the form, wherever that leads. */
export async function signIn(page: Page, { login, password }: Credentials, from = '/'): Promise<void> {
  await page.goto(`/sign-in?from=${encodeURIComponent(from)}`)
  await page.getByLabel('Login').fill(login)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
}
