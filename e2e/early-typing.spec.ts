import type { Page } from '@playwright/test'
import { newResourcePage, userPage } from '@/app/(console)/places'
import { ldapValues } from '@/lib/instance/testing'
import { newAccount, newDomain, signedIn } from './accounts'
import { manager } from './people'
import { expect, test } from './test'

/** Opens a page whose scripts do not come until the function that it gives is called. */
async function openWithoutScripts(page: Page, address: string): Promise<() => Promise<void>> {
  const held: (() => void)[] = []
  let isHolding = true
  await page.route('**/_next/static/**/*.js', async (route) => {
    if (isHolding) await new Promise<void>((resolve) => held.push(resolve))
    await route.continue()
  })
  await page.goto(address, { waitUntil: 'commit' })
  return async () => {
    isHolding = false
    for (const release of held) release()
    await page.waitForLoadState('networkidle')
  }
}

test('what is typed before the scripts have come is kept and sent', async ({ page }) => {
  const release = await openWithoutScripts(page, '/sign-in?from=%2Faccounts')
  await page.getByLabel('Login').fill(manager.login)
  await page.getByLabel('Password', { exact: true }).fill(manager.password)
  await release()
  await expect(page.getByLabel('Login')).toHaveValue(manager.login)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('heading', { name: 'Accounts' })).toBeVisible()
})

test('so it is in fields of every kind', async ({ page, context }) => {
  const domain = await newDomain()
  await signedIn(context, manager)

  await test.step('members', async () => {
    const release = await openWithoutScripts(page, '/aliases/new')
    await page.getByRole('combobox', { name: 'Members' }).fill('somebody')
    await release()
    await expect(page.getByRole('combobox', { name: 'Members' })).toHaveValue('somebody')
    // What is known of is not thrown away at the next change.
    await page.getByRole('button', { name: 'Add' }).click()
    await expect(page.getByRole('list', { name: 'In the alias' })).toContainText('somebody')
  })

  await test.step('a size', async () => {
    const release = await openWithoutScripts(page, `/accounts/users/new?at=${encodeURIComponent(domain.dn)}`)
    await page.getByRole('textbox', { name: 'Quota' }).fill('77')
    await release()
    await page.getByLabel('Last name').fill('Early')
    await expect(page.getByRole('textbox', { name: 'Quota' })).toHaveValue('77')
  })

  await test.step('several lines', async () => {
    const release = await openWithoutScripts(page, newResourcePage(domain.dn))
    await page.getByLabel('Responsible').fill('one\ntwo')
    await release()
    await page.getByLabel('City').fill('Ulm')
    await expect(page.getByLabel('Responsible')).toHaveValue('one\ntwo')
  })
})

test('a form is sent no sooner than its scripts have come, and then whole', async ({ page, context }) => {
  const person = await newAccount(await newDomain())
  await signedIn(context, manager)
  const release = await openWithoutScripts(page, userPage(person.login))
  const name = page.getByLabel('Last name')
  const save = page.getByRole('button', { name: 'Save' })
  await name.fill('Early')
  await name.press('Enter')
  await expect(save).toBeDisabled()
  await expect(page.getByRole('checkbox').first()).toBeDisabled()
  await release()
  await expect(name).toHaveValue('Early')
  await save.click()
  await expect(page.getByText('Saved.')).toBeVisible()
  expect(await ldapValues(person.dn, 'sn')).toEqual(['Early'])
})
