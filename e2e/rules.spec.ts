/** Rules for the folders of many people, set in the browser, and what they do as people see it in IMAP. */
import type { Page } from '@playwright/test'
import { type Account, newAccount, newDomain, signedIn } from './accounts'
import { imapTalk, sendMail } from './mail'
import { manager } from './people'
import { expect, expectAccessible, test } from './test'

const DAY_MS = 24 * 3600_000

/** The answer to the last of the commands that somebody says to Cyrus in a session of their own. */
async function says({ login, password }: Account, ...commands: string[]): Promise<string> {
  return (await imapTalk({ login, password }, commands)).at(-1) ?? ''
}

/** A message that came in so many days ago. */
function append(folder: string, days: number): string {
  const at = new Date(Date.now() - days * DAY_MS).toUTCString().split(' ')
  const text = `Subject: ${days} days old\r\n\r\nText\r\n`
  return `APPEND ${folder} "${at[1]}-${at[2]}-${at[3]} ${at[4]} +0000" {${text.length}+}\r\n${text}`
}

async function newRule(page: Page, kind: string, place: string) {
  await page.goto('/folders/rules')
  await page.getByRole('link', { name: `New rule: ${kind}`, exact: true }).click()
  await page.getByLabel('For', { exact: true }).selectOption('place')
  await page.getByLabel('Where').fill(place)
}

async function ended(page: Page) {
  await expect(page).toHaveURL(/\/jobs\//, { timeout: 30_000 })
  await expect(page.getByText('Finished')).toBeVisible({ timeout: 30_000 })
}

test('rules delete old mail and let mail into folders, after they said what that means', async ({
  page,
  context,
}) => {
  const domain = await newDomain()
  const anna = await newAccount(domain, { quota: '100MB' })
  const put = [append('Lists', 40), append('Lists', 35), append('Lists', 20)]
  expect(await says(anna, 'CREATE Lists', ...put)).toContain(' OK ')
  await signedIn(context, manager)

  await newRule(page, 'delete old mail', domain.name)
  await page.getByLabel('Older than this many days').fill('0')
  await page.getByLabel('Folders of these names').first().fill('Lists')
  await page.getByRole('button', { name: 'Count what would go' }).click()
  await expect(page.getByText('Please give a number of days from 1 to 10000.')).toBeVisible()
  await page.getByLabel('Older than this many days').fill('30')
  await page.getByRole('button', { name: 'Count what would go' }).click()
  await expect(page.getByText('2 messages would be deleted now.')).toBeVisible({ timeout: 30_000 })
  const lost = page.getByRole('listitem').filter({ hasText: `user/${anna.login}/Lists` })
  await expect(lost).toContainText('2 messages')
  // What is spared by a folder that nobody has is said, although it may be saved.
  await page.getByLabel('Folders of these names').last().fill('Kept')
  await page.getByRole('button', { name: 'Count what would go' }).click()
  await expect(
    page.getByRole('alert').filter({ hasText: 'Nothing is spared by Kept: no mailbox has this folder.' }),
  ).toBeVisible({ timeout: 30_000 })
  await expect(page.getByRole('button', { name: 'Save the rule' })).toBeVisible()
  await expectAccessible(page)
  // Another rule than the one that was counted is counted first.
  await page.getByLabel('Older than this many days').fill('31')
  await expect(page.getByRole('button', { name: 'Save the rule' })).toBeHidden()
  await page.getByRole('button', { name: 'Count what would go' }).click()
  await page.getByRole('button', { name: 'Save the rule' }).click()
  await expect(page).toHaveURL(/\/folders\/rules$/)
  expect(await says(anna, 'EXAMINE Lists')).toContain('* 3 EXISTS')

  const old = page.getByRole('table', { name: 'Delete old mail' }).getByRole('row', { name: domain.name })
  await expect(old).toContainText('Trash, Junk, Lists, after 31 days')
  await expect(old).toContainText('Not yet')
  await old.getByRole('link', { name: domain.name }).click()
  await page.getByRole('button', { name: 'Run now' }).click()
  const question = page.getByRole('alertdialog')
  await expect(question).toContainText('Mail older than 31 days goes from: Trash, Junk, Lists.')
  await question.getByRole('button', { name: 'Run now' }).click()
  await ended(page)
  expect(await says(anna, 'EXAMINE Lists')).toContain('* 1 EXISTS')

  await newRule(page, 'let mail into folders', domain.name)
  expect(await says(anna, 'GETACL Sent')).not.toContain('anyone')
  await page.getByRole('button', { name: 'Look at what it means' }).click()
  await expect(page.getByText('Anyone may then post to 1 more folder.')).toBeVisible({ timeout: 30_000 })
  await page.getByRole('button', { name: 'Save the rule' }).click()
  await ended(page)
  expect(await says(anna, 'GETACL Sent')).toContain('anyone p\r\n')
  const to = `${anna.login}+Sent@${domain.name}`
  expect((await sendMail({ from: 'copies@elsewhere.test', to, subject: 'A copy' })).code).toBe(0)
  const copies = () => says(anna, 'EXAMINE Sent', 'SEARCH HEADER SUBJECT "A copy"')
  await expect.poll(copies, { timeout: 30_000 }).toContain('* SEARCH 1\r\n')
  const ben = await newAccount(domain, { quota: '100MB', firstName: 'Ben' })
  expect(await says(ben, 'GETACL Sent')).toContain('anyone p\r\n')

  await page.goto('/folders/rules')
  await expect(old).toContainText('2 messages deleted')
  const open = page.getByRole('table', { name: 'Let mail into folders' })
  await expect(open.getByRole('row', { name: domain.name })).toContainText('1 folder opened')
  await open.getByRole('link', { name: domain.name }).click()
  await expect(page.getByLabel('Where', { exact: true })).toHaveValue(domain.name)
  await page.getByLabel('Folder', { exact: true }).selectOption('Drafts')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Look at what it means' }).click()
  await page.getByRole('button', { name: 'Save the rule' }).click()
  await ended(page)
  expect(await says(ben, 'GETACL Drafts')).toContain('anyone p\r\n')
  await expect.poll(() => says(ben, 'GETACL Sent'), { timeout: 30_000 }).not.toContain('anyone')
  await page.goto('/folders/rules')
  await expect(open.getByRole('row', { name: domain.name })).toContainText('Drafts')
  await open.getByRole('link', { name: domain.name }).click()
  await page.getByRole('button', { name: 'Delete', exact: true }).click()
  await expect(question.getByRole('checkbox')).toBeChecked()
  await expectAccessible(page)
  await question.getByRole('button', { name: 'Delete the rule' }).click()
  await expect(page).toHaveURL(/\/folders\/rules$/)
  await expect(open.getByRole('link', { name: domain.name })).toBeHidden()
  for (const who of [anna, ben])
    await expect.poll(() => says(who, 'GETACL Drafts'), { timeout: 30_000 }).not.toContain('anyone')

  await old.getByRole('link', { name: domain.name }).click()
  await page.getByRole('button', { name: 'Delete', exact: true }).click()
  await question.getByRole('button', { name: 'Delete the rule' }).click()
  await expect(page).toHaveURL(/\/folders\/rules$/)
  await expect(old).toBeHidden()
})
