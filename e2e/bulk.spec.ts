/** Many accounts at once, their photographs, moves and histories, in the browser; asserted with ldapsearch. */
import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { accountsAt, userPage } from '@/app/(console)/places'
import { ldif } from '@/lib/instance/slapd/testing'
import { ldapValues, runLdapTool } from '@/lib/instance/testing'
import { manyAccounts, newAccount, newDomain, newGroup, signedIn } from './accounts'
import { quotaOf } from './mail'
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
  // In another order they are the same.
  await page.getByRole('columnheader', { name: 'Login' }).getByRole('link').click()
  await expect(page.getByRole('columnheader', { name: 'Login' })).toHaveAttribute('aria-sort', 'ascending')
  for (const name of ['Anna First', 'Anna Third']) await expect(mark(page, name)).toBeChecked()
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

test('accounts get quotas, lose the web client and move; whom it cannot be done to is named first', async ({
  page,
  context,
}) => {
  const [domain, other] = [await newDomain(), await newDomain()]
  const admin = await newAccount(other, { role: 'administrator', lastName: 'Admin' })
  const [first, second] = [
    await newAccount(domain, { lastName: 'First', quota: '10MB' }),
    await newAccount(domain, { lastName: 'Second' }),
  ]
  const taken = await newAccount(other, { lastName: 'Taken' })
  await runLdapTool('ldapmodify', ldif.put(taken.dn, 'mailLocalAddress', `${second.login}@${other.name}`))
  await signedIn(context, admin)
  const dialog = page.getByRole('dialog', { name: 'Change the marked accounts' })
  const change = async (what: string, fill: () => Promise<unknown>, meaning: string[]) => {
    await page.goto(accountsAt(domain.dn))
    for (const name of ['Anna First', 'Anna Second']) await mark(page, name).check()
    await page.getByRole('button', { name: 'Change …' }).click()
    await dialog.getByLabel('What').selectOption(what)
    await fill()
    await dialog.getByRole('button', { name: 'Look at what it means' }).click()
    for (const text of meaning) await expect(dialog.getByText(text)).toBeVisible()
    await dialog.getByRole('button', { name: 'Start' }).click()
    await expect(page.getByText('Finished')).toBeVisible()
  }

  const quota = () => dialog.getByRole('textbox', { name: 'Quota' }).fill('3')
  await change('Set the quota of accounts', quota, [
    'It is done to 1 account.',
    'Anna Second – has no mailbox',
  ])
  expect(await quotaOf(first.login)).toMatchObject({ limit: 3 * 1024 * 1024 })

  const forbid = () => dialog.getByLabel('Web client').selectOption('Not allowed')
  await change('Set the web client access of accounts', forbid, ['It is done to 2 accounts.'])
  for (const { dn } of [first, second]) expect(await ldapValues(dn, 'smWebClient')).toEqual(['FALSE'])

  const to = () => dialog.getByRole('combobox', { name: 'To' }).fill(other.name)
  await change('Move accounts', to, [
    'It is done to 1 account.',
    `Anna Second – The address ${second.login}@${other.name} is already in use.`,
  ])
  expect(await ldapValues(`uid=${first.login},${other.dn}`, 'mail')).toEqual([`${first.login}@${other.name}`])
  expect(await ldapValues(second.dn, 'mail')).toEqual([second.address])
})

test('a job is cancelled in the middle, changes nobody meanwhile, and goes on to its end', async ({
  page,
  context,
}) => {
  const domain = await newDomain()
  const chief = await newAccount(domain, { role: 'domainAdministrator', lastName: 'Chief' })
  const group = await newGroup(domain, 'Many')
  const size = 400
  await runLdapTool('ldapmodify', manyAccounts(group, size))
  const suspended = async () => {
    const argv = ['-LLL', '-b', group, '(smAccountStatus=suspended)', '1.1']
    return (await runLdapTool('ldapsearch', '', argv)).match(/^dn: /gm)?.length ?? 0
  }
  await signedIn(context, chief)
  await page.goto(accountsAt(group), { waitUntil: 'networkidle' })
  await page
    .getByRole('checkbox', { name: /^Mark / })
    .first()
    .check()
  await page.getByRole('button', { name: 'Mark every account that matches' }).click()
  await page.getByRole('button', { name: 'Change …' }).click()
  const dialog = page.getByRole('dialog', { name: 'Change the marked accounts' })
  await dialog.getByRole('button', { name: 'Look at what it means' }).click()
  await expect(dialog.getByText(`It is done to ${size} accounts.`)).toBeVisible()
  await dialog.getByRole('button', { name: 'Start' }).click()
  const progress = page.getByText(new RegExp(`^\\d+ of ${size} done$`))
  await expect.poll(async () => Number.parseInt((await progress.textContent()) ?? '', 10)).toBeGreaterThan(0)
  await page.getByRole('button', { name: 'Cancel the job' }).click()
  await expect(page.getByText('Cancelled')).toBeVisible()
  // What was begun is done to its end, so that the number stands still from the next look on.
  await expect
    .poll(async () => (await progress.textContent()) === `${await suspended()} of ${size} done`)
    .toBe(true)
  const stopped = await suspended()
  expect(stopped).toBeLessThan(size)
  await page.reload()
  await expect(progress).toHaveText(`${stopped} of ${size} done`)
  expect(await suspended()).toBe(stopped)
  await page.getByRole('button', { name: 'Go on' }).click()
  await expect(progress).toHaveText(`${size} of ${size} done`, { timeout: 60_000 })
  expect(await suspended()).toBe(size)
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
  await page.getByRole('navigation', { name: 'Path' }).getByRole('link', { name: person.name }).click()
  await expect(page).toHaveURL(userPage(person.login))
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
