/** The console without a mouse; and the choices of appearance, which stay. */
import type { Locator, Page } from '@playwright/test'
import { accountsAt, userPage } from '@/app/(console)/places'
import { ldapValues } from '@/lib/instance/testing'
import { newAccount, newDomain, signedIn, tag } from './accounts'
import { manager } from './people'
import { expect, test, testedInstance } from './test'

test('signing in takes the keyboard alone', async ({ page }) => {
  const person = await newAccount(await newDomain())
  await page.goto('/sign-in')
  await expect(page.getByLabel('Login')).toBeFocused()
  await page.keyboard.type(person.login)
  await tabTo(page, page.getByLabel('Password', { exact: true }))
  await page.keyboard.type(person.password)
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/me$/)
})

test('the first stop on a page leads past the navigation', async ({ page, context }) => {
  await signedIn(context, manager)
  await page.goto('/aliases')
  const skip = page.getByRole('link', { name: 'Skip to the content' })
  await page.keyboard.press('Tab')
  await expect(skip).toBeFocused()
  await expect(skip).toBeInViewport()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('main')).toBeFocused()
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: 'New alias' })).toBeFocused()
})

test('an account is made with the keyboard alone', async ({ page, context }) => {
  const domain = await newDomain()
  const login = `u${tag()}`
  await signedIn(context, manager)
  await page.goto(accountsAt(domain.dn), { waitUntil: 'networkidle' })
  await tabTo(page, page.getByRole('link', { name: 'New account' }).first())
  await page.keyboard.press('Enter')
  await expect(page.getByLabel('First name')).toBeFocused()
  await page.keyboard.type('Klara')
  await page.keyboard.press('Tab')
  await page.keyboard.type('Keys')
  await page.keyboard.press('Tab')
  await page.keyboard.type(login)
  await tabTo(page, page.getByRole('button', { name: 'Generate one' }))
  await page.keyboard.press('Enter')
  await expect(page.locator('code')).toHaveText(/^(\w{4}-){3}\w{4}$/)
  await tabTo(page, page.getByRole('checkbox', { name: 'Must be changed at the first sign-in' }))
  await page.keyboard.press('Space')
  await tabTo(page, page.getByRole('textbox', { name: 'Quota' }))
  await page.keyboard.press('Control+a')
  await page.keyboard.type('250')
  await tabTo(page, page.getByLabel('Unit'))
  await page.keyboard.press('ArrowUp')
  await expect(page.getByLabel('Unit')).toHaveValue('MB')
  await tabTo(page, page.getByRole('button', { name: 'Create account' }))
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Klara Keys')
  await expect(page.getByRole('meter', { name: 'Quota' })).toHaveText('0 bytes of 250 MB used')
  const dn = `uid=${login},o=${domain.name},${testedInstance().suffix}`
  expect(await ldapValues(dn, 'sn')).toEqual(['Keys'])
  expect(await ldapValues(dn, 'pwdReset')).toEqual([])
})

test('a dialog keeps the focus until it is closed, and gives it back', async ({ page, context }) => {
  const person = await newAccount(await newDomain())
  await signedIn(context, manager)
  await page.goto(userPage(person.login), { waitUntil: 'networkidle' })
  const open = page.getByRole('button', { name: 'Delete', exact: true })
  const dialog = page.getByRole('alertdialog')
  await tabTo(page, open)
  await page.keyboard.press('Enter')
  // What costs nothing is what Enter does.
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused()
  const stops = new Set<string>()
  for (let i = 0; i < 7; i++) {
    await page.keyboard.press('Tab')
    stops.add(
      await dialog.locator(':focus').evaluate((at) => at.getAttribute('aria-label') ?? at.textContent ?? ''),
    )
  }
  expect([...stops].sort()).toEqual(['Cancel', 'Close', 'Delete the account'])
  await page.keyboard.press('Shift+Tab')
  await expect(dialog.locator(':focus')).toHaveCount(1)
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
  await expect(open).toBeFocused()

  await page.keyboard.press('Space')
  await tabTo(page, dialog.getByRole('button', { name: 'Delete the account' }))
  await page.keyboard.press('Enter')
  await expect(page.getByText(`The account ${person.login} was deleted.`)).toBeVisible()
})

test('the drawer of a narrow screen closes with Escape and gives the focus back', async ({
  page,
  context,
}) => {
  await signedIn(context, manager)
  await page.setViewportSize({ width: 375, height: 740 })
  await page.goto('/aliases', { waitUntil: 'networkidle' })
  const open = page.getByRole('button', { name: 'Sections' })
  await tabTo(page, open)
  await page.keyboard.press('Enter')
  const drawer = page.getByRole('dialog')
  await expect(drawer).toBeFocused()
  await tabTo(page, drawer.getByRole('link', { name: 'Audit Log' }))
  await tabTo(page, drawer.getByRole('button', { name: 'Close' }))
  await page.keyboard.press('Escape')
  await expect(drawer).toHaveCount(0)
  await expect(open).toBeFocused()
})

test('language and theme are chosen from menus with the keyboard, and stay', async ({ page, context }) => {
  await signedIn(context, await newAccount(await newDomain(), { role: 'administrator' }))
  await page.goto('/aliases', { waitUntil: 'networkidle' })
  const html = page.locator('html')

  await choose(page, 'Language', 'Deutsch')
  await expect(html).toHaveAttribute('lang', 'de-DE')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Aliasse')
  await page.reload({ waitUntil: 'networkidle' })
  await expect(html).toHaveAttribute('lang', 'de-DE')

  await choose(page, 'Farbschema', 'Dunkel')
  await expect(html).toHaveAttribute('data-theme', 'dark')
  await page.reload({ waitUntil: 'networkidle' })
  await expect(html).toHaveAttribute('data-theme', 'dark')

  await choose(page, 'Sprache', 'עברית')
  await expect(html).toHaveAttribute('dir', 'rtl')
  await page.reload()
  await expect(html).toHaveAttribute('dir', 'rtl')
  await expect(html).toHaveAttribute('lang', 'he-IL')
  await expect(html).toHaveAttribute('data-theme', 'dark')
})

test('the language that somebody chose comes along to another browser', async ({
  page,
  context,
  browser,
  baseURL,
}) => {
  const person = await newAccount(await newDomain(), { role: 'administrator' })
  await signedIn(context, person)
  await page.goto('/aliases', { waitUntil: 'networkidle' })
  await choose(page, 'Language', 'Deutsch')
  await expect.poll(() => ldapValues(person.dn, 'preferredLanguage')).toEqual(['de'])
  const elsewhere = await browser.newContext({ baseURL, ignoreHTTPSErrors: true, locale: 'en-US' })
  const other = await elsewhere.newPage()
  await other.goto('/sign-in')
  await other.getByLabel('Login').fill(person.login)
  await other.getByLabel('Password', { exact: true }).fill(person.password)
  await other.keyboard.press('Enter')
  await expect(other.getByRole('heading', { name: 'Konten' })).toBeVisible()
  await elsewhere.close()
})

/** Presses Tab until there; a person would not press it more often either. */
async function tabTo(page: Page, to: Locator): Promise<void> {
  await to.waitFor()
  for (let i = 0; i < 60; i++) {
    if (await to.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`Tab does not lead to ${to}`)
}

/** Opens a menu and walks down to an item. */
async function choose(page: Page, menu: string, item: string): Promise<void> {
  await tabTo(page, page.getByRole('button', { name: menu, exact: true }))
  await page.keyboard.press('Enter')
  const wanted = page.getByRole('menuitemradio', { name: item })
  await wanted.waitFor()
  for (let i = 0; i < 5 && !(await wanted.evaluate((at) => at === document.activeElement)); i++) {
    await page.keyboard.press('ArrowDown')
  }
  await expect(wanted).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(wanted).toHaveCount(0)
}
