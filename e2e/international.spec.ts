/** A domain with an international name is read in its own script wherever it is named, and asked for by it. */
import { accountsAt, userPage } from '@/app/(console)/places'
import { rdnValue } from '@/lib/access'
import { perform } from '@/lib/access/perform'
import { createDomain } from '@/lib/directory'
import { ldapValues } from '@/lib/instance/testing'
import { newAccount, signedIn, tag } from './accounts'
import { manager } from './people'
import { expect, test } from './test'

test('an international domain is chosen and shown by its name', async ({ page, context }) => {
  const read = `bücher-${tag()}.example`
  const { dn } = await perform({ kind: 'root' }, createDomain, { name: read })
  const name = rdnValue(dn)
  const person = await newAccount({ name, dn })
  await signedIn(context, manager)

  await test.step('on the page of an account', async () => {
    await page.goto(userPage(person.login))
    const crumb = page.getByRole('navigation', { name: 'Path' }).getByRole('link', { name: read })
    await expect(crumb).toHaveAttribute('href', accountsAt(dn))
    await expect(page.getByLabel('Where')).toHaveValue(read)
  })

  await test.step('where a role is given', async () => {
    await page.getByLabel('Role').selectOption('domainAdministrator')
    await page.getByRole('combobox', { name: 'Domains' }).fill(read)
    await expect(page.getByRole('list', { name: 'Domains chosen' })).toHaveText(read)
    await page.getByRole('button', { name: 'Set the role' }).click()
    await expect(page.locator('main header').getByText('Domain administrator')).toBeVisible()
    expect(await ldapValues(person.dn, 'smManages')).toEqual([dn])
    await page.reload()
    await expect(page.getByRole('list', { name: 'Domains chosen' })).toHaveText(read)
    await page.goto('/accounts/administrators')
    await expect(page.getByRole('row', { name: person.login })).toContainText(read)
  })

  await test.step('where an alias is made', async () => {
    await page.goto('/aliases/new')
    await page.getByLabel('Domain', { exact: true }).selectOption(read)
    await expect(page.getByLabel('Domain', { exact: true })).toHaveValue(name)
  })
})
