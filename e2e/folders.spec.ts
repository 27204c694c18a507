/** Mail folders in the browser, asserted by people with a plain IMAP client. */
import type { Page } from '@playwright/test'
import { deletedFoldersPage, folderPage, foldersOf, userPage } from '@/app/(console)/places'
import { perform } from '@/lib/access/perform'
import { createContainer, showContainer } from '@/lib/directory'
import { type Account, newAccount, newDomain, newFolder, signedIn, tag } from './accounts'
import { asCyrusAdmin, imapTalk, mailboxesOf, quotaOf } from './mail'
import { manager } from './people'
import { expect, test } from './test'

const MESSAGE = 'Subject: the plan\r\n\r\nTen words are enough.\r\n'

/** The answer to the last of the commands that somebody says to Cyrus in a session of their own. */
async function says({ login, password }: Account, ...commands: string[]): Promise<string> {
  return (await imapTalk({ login, password }, commands)).at(-1) ?? ''
}

const withMailbox = { quota: '100MB' }

async function makeFolder(page: Page, name: string): Promise<void> {
  await page.getByRole('link', { name: /^New folder/ }).click()
  await page.getByLabel('Name').fill(name)
  await page.getByRole('button', { name: 'Create folder' }).click()
  await expect(page.getByRole('heading', { name, exact: true })).toBeVisible()
}

async function giveRights(page: Page, who: string, preset: string): Promise<void> {
  await page.getByLabel('Person or group').fill(who)
  await page.getByLabel('Rights', { exact: true }).selectOption(preset)
  await page.getByRole('button', { name: 'Give the rights' }).click()
}

test('a folder made in the browser is read by whom it lets, and no longer when the right is taken', async ({
  page,
  context,
}) => {
  const domain = await newDomain()
  const anna = await newAccount(domain, withMailbox)
  const ben = await newAccount(domain, { ...withMailbox, firstName: 'Ben' })
  await signedIn(context, manager)
  await page.goto(userPage(anna.login))
  await page.getByRole('link', { name: 'Mail folders' }).click()
  await expect(page).toHaveURL(foldersOf(anna.login))
  await makeFolder(page, 'Pläne')
  const append = `APPEND "Pl&AOQ-ne" {${MESSAGE.length}+}\r\n${MESSAGE}`
  expect(await says(anna, append)).toContain(' OK ')
  const seen = `"Other Users/${anna.login}/Pl&AOQ-ne"`
  expect(await says(ben, `SELECT ${seen}`)).toContain(' NO ')

  await giveRights(page, ben.login, 'reader')
  const lookup = page.getByRole('checkbox', { name: `Lookup: ${ben.name}` })
  await expect(lookup).toBeChecked()
  expect(await says(ben, `SELECT ${seen}`, 'FETCH 1 BODY.PEEK[TEXT]')).toContain('Ten words are enough.')
  expect(await says(ben, `SELECT ${seen}`, 'STORE 1 +FLAGS (\\Deleted)')).toContain(' NO ')

  await page.getByLabel('Person', { exact: true }).fill(ben.login)
  await page.getByRole('button', { name: 'Show the rights' }).click()
  await expect(page.getByText(`${ben.login} can read this folder.`)).toBeVisible()
  await expect(page.getByRole('listitem').filter({ hasText: 'The own entry gives' })).toContainText('lrs')

  await page.getByRole('button', { name: `Remove ${ben.name}` }).click()
  await page.getByRole('button', { name: 'Save the permissions' }).click()
  await expect(lookup).toBeHidden()
  expect(await says(ben, `SELECT ${seen}`)).toContain(' NO ')

  // The owner loses the right to administer only when that is meant.
  for (const right of ['Read', 'Admin'])
    await page.getByRole('checkbox', { name: `${right}: ${anna.name}` }).uncheck()
  await page.getByRole('button', { name: 'Save the permissions' }).click()
  const question = page.getByRole('alertdialog')
  await expect(question).toContainText(anna.login)
  expect(await says(anna, 'SELECT "Pl&AOQ-ne"')).toContain(' OK ')
  await question.getByRole('button', { name: 'Take it' }).click()
  await expect(question).toBeHidden()
  expect(await says(anna, 'SELECT "Pl&AOQ-ne"')).toContain(' NO ')
})

test('a folder is renamed, deleted and brought back with its mail', async ({ page, context }) => {
  const anna = await newAccount(await newDomain(), withMailbox)
  const box = `user/${anna.login}`
  await asCyrusAdmin([`CREATE ${box}/Old`, `CREATE ${box}/Old/Below`])
  expect(await says(anna, `APPEND Old {${MESSAGE.length}+}\r\n${MESSAGE}`)).toContain(' OK ')
  await signedIn(context, manager)
  await page.goto(folderPage(`${box}/Old`))
  await page.getByLabel('Name', { exact: true }).fill('new*name')
  await page.getByRole('button', { name: 'Rename or move' }).click()
  await expect(page.getByText('IMAP gives * a meaning of its own')).toBeVisible()
  await page.getByLabel('Name', { exact: true }).fill('New')
  await page.getByRole('button', { name: 'Rename or move' }).click()
  await expect(page).toHaveURL(folderPage(`${box}/New`))
  expect(await mailboxesOf(anna.login)).toContain(`${box}/New/Below`)

  await page.getByRole('button', { name: 'Delete', exact: true }).click()
  const question = page.getByRole('alertdialog')
  await expect(question).toContainText('1 message (')
  await expect(question).toContainText('all folders below it')
  await question.getByRole('button', { name: 'Delete the folder' }).click()
  await expect(page).toHaveURL(foldersOf(anna.login))
  expect(await says(anna, 'SELECT New')).toContain(' NO ')

  await page.goto(deletedFoldersPage(box))
  await page.getByRole('button', { name: `Bring back: ${box}/New`, exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Bring back' }).click()
  await expect(page).toHaveURL(folderPage(`${box}/New`))
  expect(await says(anna, 'SELECT New')).toContain('* 1 EXISTS')
  expect(await mailboxesOf(anna.login)).toContain(`${box}/New/Below`)
})

test('a public folder is for everybody, then for a group, then all below it too', async ({
  page,
  context,
}) => {
  const domain = await newDomain()
  const group = { kind: 'group', parent: domain.name, name: `Group ${tag()}` } as const
  const { dn } = await perform({ kind: 'root' }, createContainer, group)
  const { groupId } = await perform({ kind: 'root' }, showContainer, { dn })
  const inside = await newAccount(domain, withMailbox, dn)
  const outside = await newAccount(domain, withMailbox)
  const name = `Public ${tag()}`
  const select = `SELECT "Shared Folders/${name}"`
  await signedIn(context, manager)
  await page.goto('/folders')
  await makeFolder(page, name)
  expect(await says(outside, select)).toContain(' OK ')

  const below = await newFolder({}, name)
  await page.getByRole('button', { name: 'Remove Anyone' }).click()
  await page.getByRole('button', { name: 'Save the permissions' }).click()
  await expect(page.getByText('Nobody has any right here.')).toBeVisible()
  await giveRights(page, `${domain.name}/${group.name}`, 'contributor')
  await expect(page.getByRole('row', { name: group.name })).toContainText(`group:${groupId}`)
  expect(await says(outside, select)).toContain(' NO ')
  expect(await says(inside, select)).toContain(' OK ')

  const selectBelow = `SELECT "Shared Folders/${below}"`
  expect(await says(outside, selectBelow)).toContain(' OK ')
  await page.reload()
  await page.getByRole('button', { name: 'Apply to everything below …' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Look at what it means' }).click()
  await expect(dialog.getByText('1 folder changes.')).toBeVisible()
  await expect(dialog.getByRole('listitem').filter({ hasText: 'anyone' }).last()).toContainText('lrs → –')
  await dialog.getByRole('button', { name: 'Start' }).click()
  await expect(page.getByText('Finished')).toBeVisible()
  expect(await says(outside, selectBelow)).toContain(' NO ')
  expect(await says(inside, selectBelow)).toContain(' OK ')

  await page.goto('/folders')
  await page.getByLabel('Find a folder').fill(name.toUpperCase())
  const tree = page.getByRole('navigation', { name: 'Public folders' })
  await tree.getByRole('button', { name: `Folders in ${name}` }).click()
  await expect(tree.getByRole('link', { name: below.split('/').at(-1) })).toBeVisible()
})

test('a quota set in the table holds in Cyrus, and the full ones are marked', async ({ page, context }) => {
  const domain = await newDomain()
  const chief = await newAccount(domain, { role: 'domainAdministrator', lastName: 'Chief' })
  const anna = await newAccount(domain, { ...withMailbox, lastName: 'Full' })
  await signedIn(context, chief)
  await page.goto('/folders/quotas')
  await page.getByRole('button', { name: `Change the quota of ${anna.name}` }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Own limit').fill('3')
  await dialog.getByLabel('Unit').selectOption('GB')
  await dialog.getByRole('button', { name: 'Set the quota' }).click()
  await expect(page.getByRole('row', { name: anna.name })).toContainText('of 3 GB used')
  expect(await quotaOf(anna.login)).toEqual({ used: 0, limit: 3 * 1024 * 1024 })

  await asCyrusAdmin([`SETQUOTA user/${anna.login} (STORAGE 0)`])
  await page.reload()
  await expect(page.getByText('1 mailbox is more than 80 % full.')).toBeVisible()
  await expect(page.getByRole('row', { name: anna.name })).toContainText('100 %')

  await page.getByRole('checkbox', { name: `Mark ${anna.name}` }).check()
  await page.getByRole('button', { name: 'Change …' }).click()
  await dialog.getByLabel('Quota', { exact: true }).fill('50')
  await dialog.getByLabel('Unit').selectOption('MB')
  await dialog.getByRole('button', { name: 'Look at what it means' }).click()
  await dialog.getByRole('button', { name: 'Start' }).click()
  await expect(page.getByText('Finished')).toBeVisible()
  expect(await quotaOf(anna.login)).toEqual({ used: 0, limit: 50 * 1024 })

  await page.goto(folderPage(`user/${anna.login}`))
  await page.getByLabel('Unit').selectOption('unlimited')
  await page.getByRole('button', { name: 'Set the quota' }).click()
  await expect(page.getByText('Saved.')).toBeVisible()
  expect(await quotaOf(anna.login)).toBeNull()
})

test('a domain administrator finds the folders of the own people, and nobody else’s', async ({
  page,
  context,
}) => {
  const [domain, other] = [await newDomain(), await newDomain()]
  const chief = await newAccount(domain, { role: 'domainAdministrator', lastName: 'Chief' })
  const own = await newAccount(domain, { ...withMailbox, lastName: 'Within' })
  const stranger = await newAccount(other, { ...withMailbox, lastName: 'Stranger' })
  const shared = await newFolder({ [own.login]: 'editor' })
  await signedIn(context, chief)
  await page.goto('/folders')
  const people = page.getByRole('navigation', { name: 'Folders of people' })
  await expect(people.getByRole('link', { name: own.name })).toBeVisible()
  await expect(people.getByText(stranger.login)).toBeHidden()
  await expect(page.getByText('Public folders')).toBeHidden()
  await people.getByRole('button', { name: `Folders of ${own.name}` }).click()
  await expect(people.getByRole('link', { name: 'Sent' })).toBeVisible()
  for (const name of [`user/${stranger.login}`, shared]) {
    await page.goto(folderPage(name))
    await expect(page.getByRole('heading', { level: 1 })).toContainText('There is no folder')
  }
  await page.goto(foldersOf(stranger.login))
  await expect(page.getByRole('heading', { level: 1 })).toContainText('There is no folder')
  await signedIn(context, manager)
  await page.goto(foldersOf(own.login))
  await page.getByRole('button', { name: 'Show', exact: true }).click()
  const reach = page.getByRole('list', { name: 'What this person can reach' })
  await expect(reach.getByRole('listitem').filter({ hasText: shared })).toContainText('lrswipkte')
})
