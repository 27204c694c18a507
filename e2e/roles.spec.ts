/** What each role does with accounts in its own place, in the browser; asked of slapd and Cyrus. */
import { accountsAt, userPage } from '@/app/(console)/places'
import { newAccount, newDomain, newGroup, signedIn, tag } from './accounts'
import { createAccount, fillNewUser, save } from './forms'
import { entryExists, imapTalk, ldapValues, mailboxesOf } from './mail'
import { expect, test } from './test'

for (const role of ['administrator', 'domainAdministrator', 'groupAdministrator'] as const) {
  test(`an account is made, changed, suspended, moved and deleted: ${role}`, async ({ page, context }) => {
    const domain = await newDomain()
    const crew = await newGroup(domain, 'Crew')
    const inner = `ou=Inner,${crew}`
    await signedIn(context, await newAccount(domain, { role }, crew))
    const login = `made-${tag()}`
    const dn = `uid=${login},${crew}`
    const password = 'made by a role 1'

    await test.step('a group, and an account in the one around it', async () => {
      await page.goto(accountsAt(crew), { waitUntil: 'networkidle' })
      await page.getByRole('button', { name: 'New', exact: true }).click()
      await page.getByRole('menuitem', { name: 'Group' }).click()
      await page.getByLabel('Name').fill('Inner')
      await page.getByRole('button', { name: 'Create group' }).click()
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('Inner')
      expect(await entryExists(inner)).toBe(true)
      await page.goto(accountsAt(crew))
      await page.getByRole('link', { name: 'New account' }).first().click()
      await page.getByRole('heading', { name: 'New account' }).waitFor()
      const draft = { domain: domain.name, login, password, firstName: 'Eva', lastName: 'Made' }
      await fillNewUser(page, { ...draft, mustChangePassword: false })
      await createAccount(page)
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('Eva Made')
      expect(await ldapValues(dn, 'mail')).toEqual([`${login}@${domain.name}`])
      expect((await imapTalk({ login, password }, []))[0]).toContain(' OK ')
    })

    await test.step('changed', async () => {
      await page.getByLabel('Job title').fill('Sailor')
      await save(page)
      await expect(page.getByText('Saved.')).toBeVisible()
      expect(await ldapValues(dn, 'title')).toEqual(['Sailor'])
    })

    await test.step('suspended, and resumed', async () => {
      await page.getByRole('button', { name: 'Suspend' }).click()
      await expect(page.getByText('Nobody can sign in to it.', { exact: false })).toBeVisible()
      expect((await imapTalk({ login, password }, []))[0]).toContain(' NO ')
      await page.getByRole('button', { name: 'Resume' }).click()
      await expect(page.getByText('The account is active.')).toBeVisible()
    })

    await test.step('moved', async () => {
      await page.goto(userPage(login), { waitUntil: 'networkidle' })
      const path = role === 'groupAdministrator' ? 'Crew / Inner' : `${domain.name} / Crew / Inner`
      await page.getByRole('combobox', { name: 'Where' }).fill(path)
      await expect(page.locator(`datalist option[value="${path}"]`)).toHaveCount(1)
      await page.getByRole('button', { name: 'Move', exact: true }).click()
      await expect(page.getByRole('navigation', { name: 'Path' })).toContainText('Inner')
      expect(await ldapValues(`uid=${login},${inner}`, 'uid')).toEqual([login])
    })

    await test.step('deleted with the mailbox', async () => {
      await page.goto(userPage(login), { waitUntil: 'networkidle' })
      await page.getByRole('button', { name: 'Delete', exact: true }).click()
      await page.getByRole('alertdialog').getByRole('button', { name: 'Delete the account' }).click()
      await expect(page).toHaveURL(accountsAt(inner))
      expect(await entryExists(`uid=${login},${inner}`)).toBe(false)
      expect(await mailboxesOf(login)).toEqual([])
    })
  })
}
