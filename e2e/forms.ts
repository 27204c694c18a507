/** The forms of accounts and aliases, filled in as a person does it. */
import type { Page } from '@playwright/test'
import { domainDn } from './mail'

export type UserDraft = {
  domain: string
  login: string
  password: string
  firstName?: string
  lastName: string
  address?: string
  /** Amount and unit. */
  quota?: [string, 'MB' | 'GB']
  mustChangePassword?: boolean
}

/** Opens the form for a new account of a domain from its page in the account browser. */
export async function openNewUser(page: Page, domain: string): Promise<void> {
  await page.goto(`/accounts?at=${encodeURIComponent(domainDn(domain))}`)
  await page.getByRole('link', { name: 'New account' }).first().click()
  await page.getByRole('heading', { name: 'New account' }).waitFor()
}

/** Types everything that is given; the rest stays as the form proposes it. */
export async function fillNewUser(page: Page, draft: UserDraft): Promise<void> {
  if (draft.firstName) await page.getByLabel('First name').fill(draft.firstName)
  await page.getByLabel('Last name').fill(draft.lastName)
  await page.getByLabel('Login').fill(draft.login)
  if (draft.address) await page.getByRole('textbox', { name: 'Address' }).fill(draft.address)
  await page.getByLabel('Password', { exact: true }).fill(draft.password)
  if (draft.mustChangePassword === false) {
    await page.getByText('Must be changed at the first sign-in').click()
  }
  if (draft.quota) {
    const [amount, unit] = draft.quota
    await page.getByRole('textbox', { name: 'Quota' }).fill(amount)
    await page.getByLabel('Unit').selectOption(unit)
  }
}

export const createAccount = (page: Page) => page.getByRole('button', { name: 'Create account' }).click()
export const save = (page: Page) => page.getByRole('button', { name: 'Save' }).click()

/** The input that a message stands beside: invalid, and described by it. */
export async function messageBeside(page: Page, label: string): Promise<string> {
  const input = page.getByLabel(label).and(page.locator('[aria-invalid="true"]'))
  const ids = (await input.getAttribute('aria-describedby'))?.split(' ') ?? []
  const texts = await Promise.all(ids.map((id) => page.locator(`[id="${id}"]`).textContent()))
  return texts.join(' ')
}
