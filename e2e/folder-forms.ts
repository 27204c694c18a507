/** The forms of mail folders, filled in as a person does it, and what somebody is told by IMAP. */
import type { Page } from '@playwright/test'
import { imapTalk } from './mail'
import type { Credentials } from './people'
import { expect } from './test'

/** The answer to the last of the commands that somebody says to Cyrus in a session of their own. */
export async function says({ login, password }: Credentials, ...commands: string[]): Promise<string> {
  return (await imapTalk({ login, password }, commands)).at(-1) ?? ''
}

/** Makes a folder where the page is that is open; `type` and whether Cyrus serves it by DAV as the form has them. */
export async function makeFolder(
  page: Page,
  name: string,
  { type, served = false }: { type?: string; served?: boolean } = {},
): Promise<void> {
  await page.getByRole('link', { name: /^New folder/ }).click()
  const create = page.getByRole('button', { name: 'Create folder' })
  // The page before it may have fields of these names too.
  await expect(create).toBeVisible()
  await page.getByLabel('Name').fill(name)
  if (type) await page.getByLabel('Type').selectOption(type)
  if (served) await page.getByText('Serve it by CalDAV or CardDAV').click()
  await create.click()
  await expect(page.getByRole('heading', { name, exact: true })).toBeVisible()
}

/** Gives a preset to a login, a place or "anyone" on the page of a folder. */
export async function giveRights(page: Page, who: string, preset: string): Promise<void> {
  const field = page.getByLabel('Person or group')
  await field.fill(who)
  await page.getByLabel('Rights', { exact: true }).selectOption(preset)
  await page.getByRole('button', { name: 'Give the rights' }).click()
  await expect(field).toHaveValue('')
}
