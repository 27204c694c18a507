/** Many accounts at once, their photographs, moves and histories, in the browser; asserted with ldapsearch. */
import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { accountsAt, userPage } from '@/app/(console)/places'
import { ldapValues, runLdapTool } from '@/lib/instance/testing'
import { newAccount, newDomain, signedIn } from './accounts'
import { expect, expectAccessible, test } from './test'

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

const mark = (page: Page, name: string) => page.getByRole('checkbox', { name: `Mark ${name}` })

test('marked accounts are suspended together, after a look at what that means', async ({ page, context }) => {
  const domain = await newDomain()
  const chief = await newAccount(domain, { role: 'domainAdministrator', lastName: 'Chief' })
  const [first, second, third] = [
    await newAccount(domain, { lastName: 'First' }),
    await newAccount(domain, { lastName: 'Second' }),
    await newAccount(domain, { lastName: 'Third' }),
  ]
  await signedIn(context, chief)
  await page.goto(accountsAt(domain.dn))
  await mark(page, 'Anna First').check()
  await mark(page, 'Anna Second').check()
  await mark(page, 'Anna Chief').check()
  await page.getByRole('button', { name: 'Change …' }).click()
  const dialog = page.getByRole('dialog', { name: 'Change the marked accounts' })
  await dialog.getByLabel('What').selectOption('Suspend accounts')
  await dialog.getByRole('button', { name: 'Look at what it means' }).click()
  await expect(dialog.getByText('It is done to 2 accounts.')).toBeVisible()
  await expect(dialog.getByText('Anna Chief – your own account')).toBeVisible()
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Start' }).click()
  await expect(page).toHaveURL(/\/jobs\/[0-9a-f-]+$/)
  await expect(page.getByText('Finished')).toBeVisible()
  await expect(page.getByText('2 of 3 done')).toBeVisible()
  await expect(page.getByRole('row', { name: chief.login })).toContainText('Left out')
  await expectAccessible(page)
  expect(await ldapValues(first.dn, 'smAccountStatus')).toEqual(['suspended'])
  expect(await ldapValues(second.dn, 'smAccountStatus')).toEqual(['suspended'])
  expect(await ldapValues(third.dn, 'smAccountStatus')).not.toEqual(['suspended'])
  await page.goto('/jobs')
  await expect(page.getByRole('row', { name: 'Suspend accounts' })).toHaveCount(1)
})

test('the marked accounts are exported, and nobody else', async ({ page, context }) => {
  const domain = await newDomain()
  const chief = await newAccount(domain, { role: 'domainAdministrator', lastName: 'Chief' })
  const first = await newAccount(domain, { lastName: 'First' })
  const second = await newAccount(domain, { lastName: 'Second' })
  const third = await newAccount(domain, { lastName: 'Third' })
  await signedIn(context, chief)
  await page.goto(accountsAt(domain.dn))
  await mark(page, 'Anna First').check()
  await mark(page, 'Anna Third').check()
  const bar = page.getByRole('region', { name: 'Marked accounts' })
  const file = async (name: string) => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      bar.getByRole('link', { name }).click(),
    ])
    return readFileSync(await download.path(), 'utf8')
  }
  const table = await file('Export the marked accounts as CSV')
  expect(table.trim().split('\r\n')).toHaveLength(3)
  const records = await file('Export the marked accounts as LDIF')
  expect(records.match(/^dn: .*/gm)).toHaveLength(2)
  for (const text of [table, records]) {
    expect(text).toContain(first.login)
    expect(text).toContain(third.login)
    expect(text).not.toContain(second.login)
    expect(text).not.toContain(chief.login)
  }
  expect(records).not.toMatch(/userPassword/i)
  await expectAccessible(page)
})

test('everything that matches is deleted, and nothing else', async ({ page, context }) => {
  const domain = await newDomain()
  const chief = await newAccount(domain, { role: 'domainAdministrator', lastName: 'Chief' })
  const gone = [
    await newAccount(domain, { lastName: 'Gone' }),
    await newAccount(domain, { lastName: 'Gone' }),
  ]
  const kept = await newAccount(domain, { lastName: 'Kept' })
  await signedIn(context, chief)
  await page.goto('/accounts/find?text=Gone')
  await mark(page, 'Anna Gone').first().check()
  await page.getByRole('button', { name: 'Mark every account that matches' }).click()
  await page.getByRole('button', { name: 'Change …' }).click()
  const dialog = page.getByRole('dialog', { name: 'Change the marked accounts' })
  await dialog.getByLabel('What').selectOption('Delete accounts')
  await dialog.getByRole('button', { name: 'Look at what it means' }).click()
  await expect(dialog.getByText('It is done to 2 accounts.')).toBeVisible()
  await expect(dialog.getByText('This cannot be undone.')).toBeVisible()
  gone.push(await newAccount(domain, { lastName: 'Gone' }))
  await dialog.getByRole('button', { name: 'Start' }).click()
  await expect(dialog.getByRole('alert')).toContainText('Other accounts match by now')
  await expect(dialog.getByText('It is done to 3 accounts.')).toBeVisible()
  for (const { dn, login } of gone) expect(await ldapValues(dn, 'uid')).toEqual([login])
  await dialog.getByRole('button', { name: 'Start' }).click()
  await expect(page.getByText('Finished')).toBeVisible()
  for (const { dn } of gone) await expect(ldapValues(dn, 'uid')).rejects.toThrow('No such object')
  expect(await ldapValues(kept.dn, 'uid')).toEqual([kept.login])
})

test('a photo is put and taken away, and the history says so', async ({ page, context }) => {
  const domain = await newDomain()
  const chief = await newAccount(domain, { role: 'domainAdministrator', lastName: 'Chief' })
  const person = await newAccount(domain, { lastName: 'Shown' })
  await signedIn(context, chief)
  await page.goto(userPage(person.login), { waitUntil: 'networkidle' })
  const choose = (name: string, file: { name: string; mimeType: string; buffer: Buffer }) =>
    page.locator(`input[type=file][aria-label="${name}"]`).setInputFiles(file)
  await choose('Choose a photo', { name: 'me.png', mimeType: 'image/png', buffer: PNG })
  const photo = page.getByRole('img', { name: 'Photo of Anna Shown' })
  await expect(photo).toBeVisible()
  await expect.poll(() => photo.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(1)
  const stored = await runLdapTool('ldapsearch', '', ['-LLL', '-b', person.dn, 'jpegPhoto'])
  expect(stored).toContain('jpegPhoto:: /9j/')
  await choose('Choose a photo', { name: 'no.png', mimeType: 'image/png', buffer: Buffer.from('no picture') })
  await expect(page.getByText('This is not a picture that the browser can read.')).toBeVisible()
  await choose('Certificate …', {
    name: 'no.pem',
    mimeType: 'text/plain',
    buffer: Buffer.from('no certificate'),
  })
  await expect(page.getByText('This is not an X.509 certificate, in PEM or DER form.')).toBeVisible()
  await page.getByRole('button', { name: 'Remove the photo' }).click()
  await expect(page.getByText('No photo')).toBeVisible()
  expect(await ldapValues(person.dn, 'jpegPhoto')).toEqual([])
  await page.getByRole('link', { name: 'History' }).click()
  await expect(page.getByRole('row', { name: 'Set a photo or certificate' })).toHaveCount(3)
})

test('an account is moved to another domain on its page', async ({ page, context }) => {
  const [from, to] = [await newDomain(), await newDomain()]
  const admin = await newAccount(from, { role: 'administrator', lastName: 'Admin' })
  const person = await newAccount(from, { lastName: 'Moved' })
  await signedIn(context, admin)
  await page.goto(userPage(person.login), { waitUntil: 'networkidle' })
  await page.getByLabel('Where').fill(to.name)
  await page.getByRole('button', { name: 'Move', exact: true }).click()
  await expect(page.getByRole('link', { name: to.name })).toBeVisible()
  const dn = `uid=${person.login},${to.dn}`
  const [address, former] = [to, from].map((domain) => `${person.login}@${domain.name}`)
  expect(await ldapValues(dn, 'mail')).toEqual([address])
  expect(await ldapValues(`cn=${former},${from.dn}`, 'member')).toEqual([dn])
  await page.goto(userPage(person.login), { waitUntil: 'networkidle' })
  const brought = page.getByRole('listitem').filter({ hasText: former })
  await expect(brought).toContainText('Brought along')
  await page.getByRole('button', { name: 'Delete', exact: true }).click()
  await expect(page.getByText(`the address ${former}`)).toBeVisible()
  await page.keyboard.press('Escape')
  await brought.getByRole('link').click()
  await expect(page.getByRole('heading', { name: former })).toBeVisible()
  await expectAccessible(page)
})

test('an account keeps its primary address in another domain when that is wanted', async ({
  page,
  context,
}) => {
  const [from, to] = [await newDomain(), await newDomain()]
  const admin = await newAccount(from, { role: 'administrator', lastName: 'Admin' })
  const person = await newAccount(from, { lastName: 'Moved' })
  await signedIn(context, admin)
  await page.goto(userPage(person.login), { waitUntil: 'networkidle' })
  await page.getByLabel('Where').fill(to.name)
  await page.locator('label').filter({ hasText: 'Keep the primary address' }).click()
  await page.getByRole('button', { name: 'Move', exact: true }).click()
  await expect(page.getByRole('link', { name: to.name })).toBeVisible()
  const dn = `uid=${person.login},${to.dn}`
  expect(await ldapValues(dn, 'mail')).toEqual([`${person.login}@${from.name}`])
  expect(await ldapValues(dn, 'mailLocalAddress')).toEqual([`${person.login}@${to.name}`])
})
