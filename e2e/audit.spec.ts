/** The audit log: what a change through the browser, or an attempt at one, leaves there. */
import https from 'node:https'
import type { Page } from '@playwright/test'
import { MASK } from '@/lib/access/masking'
import { ldif } from '@/lib/instance/slapd/testing'
import { runLdapTool } from '@/lib/instance/testing'
import { newAccount, newDomain, signedIn, tag } from './accounts'
import { manager } from './people'
import { expect, test, testedInstance } from './test'

test('a change is there with who, what, to what, when, from where, and what it was before', async ({
  page,
  context,
}) => {
  const person = await newAccount(await newDomain(), { lastName: 'Before' })
  const administrator = await newAccount(await newDomain(), { role: 'administrator' })
  await signedIn(context, administrator)
  const began = Date.now()
  await page.goto(`/accounts/users/${person.login}`)
  await page.getByLabel('Last name').fill('Af<ter>')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Saved.')).toBeVisible()

  const row = await only(page, { target: person.login })
  await expect(row.getByRole('rowheader')).toContainText('Change an account')
  await expect(row.getByRole('rowheader')).toContainText(person.login)
  await expect(row.getByRole('cell').nth(1)).toHaveText(administrator.login)
  await expect(row.getByRole('cell').nth(2)).toHaveText('Browser127.0.0.1')
  await expect(row.getByRole('cell').nth(3)).toHaveText('Done')
  const at = Date.parse((await row.locator('time').getAttribute('datetime')) ?? '')
  expect(at).toBeGreaterThanOrEqual(began)
  expect(at).toBeLessThanOrEqual(Date.now())

  await row.getByText(/changed attributes/).click()
  await expect(row.getByText(person.dn)).toBeVisible()
  expect(await changesIn(row)).toMatchObject({
    sn: ['Before', 'Af<ter>'],
    cn: ['Anna Before', 'Anna Af<ter>'],
    displayName: ['Anna Before', 'Anna Af<ter>'],
  })
})

test('a password that was set is there, but not which', async ({ page, context }) => {
  const person = await newAccount(await newDomain())
  const secret = `secret ${tag()}`
  await signedIn(context, manager)
  await page.goto(`/accounts/users/${person.login}`)
  await page.getByLabel('New password').fill(secret)
  await page.getByRole('button', { name: 'Set the password' }).click()
  await expect(page.getByText('The password was changed.')).toBeVisible()

  const row = await only(page, { target: person.login })
  await expect(row.getByRole('rowheader')).toContainText('Set a password')
  await row.locator('summary').click()
  const { userPassword } = await changesIn(row)
  // What it was before, nobody can say.
  expect(userPassword).toEqual(['', MASK])
  expect(await page.content()).not.toContain(secret)
  expect(await page.content()).not.toContain('ARGON2')
})

test('an attempt that was refused is there, with why', async ({ page, context }) => {
  const domain = await newDomain()
  const demoted = await newAccount(domain, { role: 'domainAdministrator' })
  const person = await newAccount(domain)
  await signedIn(context, demoted)
  await page.goto(`/accounts/users/${person.login}`)
  await runLdapTool('ldapmodify', ldif.take(demoted.dn, 'smRole'))
  await page.getByLabel('Last name').fill('Mine')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'You are not allowed to do this.' })).toBeVisible()
  await expect(page.getByLabel('Last name')).toHaveValue('Mine')

  await context.clearCookies()
  await signedIn(context, manager)
  const row = await only(page, { actor: demoted.login, state: 'failed' })
  await expect(row.getByRole('rowheader')).toContainText('Change an account')
  await expect(row.getByRole('rowheader')).toContainText('You are not allowed to do this.')
  await expect(row.getByRole('cell').nth(3)).toHaveText('Refused')
})

test('the address is the one that Apache was asked from, whatever a client says', async ({
  page,
  context,
}) => {
  const { login } = await newAccount(await newDomain())
  await guess(login, '127.0.0.2')
  await signedIn(context, manager)
  const row = await only(page, { actor: login })
  await expect(row.getByRole('rowheader')).toContainText('Sign in')
  await expect(row.getByRole('cell').nth(2)).toHaveText('Browser127.0.0.2')
})

test('a login that nobody has is not written down: it may be a password', async ({ page, context }) => {
  const typed = `u${tag()}`
  await guess(typed, '127.0.0.3')
  await signedIn(context, manager)
  await page.goto('/system/audit?state=failed')
  await expect(page.getByText('127.0.0.3').first()).toBeVisible()
  await expect(page.getByText(typed)).toHaveCount(0)
})

test('a sign-in that had to wait is there with why, in the language of who reads', async ({
  page,
  context,
  baseURL,
}) => {
  const { login } = await newAccount(await newDomain())
  for (let attempt = 0; attempt < 7; attempt++) await guess(login, '127.0.0.4')
  await signedIn(context, manager)
  await context.addCookies([{ name: 'sm-language', value: 'de', url: `${baseURL}` }])
  await page.goto(`/system/audit?actor=${login}`)
  await expect(page.getByRole('rowheader').first()).toContainText(
    /Zu viele Versuche. Bitte versuchen Sie es in \d+ Min. erneut./,
  )
})

test('the filter narrows by person, object and result', async ({ page, context }) => {
  const domain = await newDomain()
  const [one, other] = [await newAccount(domain), await newAccount(domain)]
  const administrator = await newAccount(domain, { role: 'administrator' })
  await signedIn(context, administrator)
  for (const { login } of [one, other]) {
    await page.goto(`/accounts/users/${login}`)
    await page.getByLabel('Last name').fill('Changed')
    await page.getByRole('button', { name: 'Save' }).click()
    await expect(page.getByText('Saved.')).toBeVisible()
  }
  await page.getByRole('link', { name: 'Audit Log' }).click()
  const headings = page.getByRole('table').getByRole('rowheader')
  await page.getByLabel('Who').fill(administrator.login)
  await page.getByRole('button', { name: 'Show' }).click()
  await expect(headings).toHaveCount(3)
  await expect(headings.last()).toContainText('Sign in')
  await page.getByLabel('To what').fill(one.login)
  await page.getByRole('button', { name: 'Show' }).click()
  await expect(headings).toHaveCount(1)
  await expect(headings).toContainText(one.login)
  await page.getByLabel('Result').selectOption('Refused')
  await page.getByRole('button', { name: 'Show' }).click()
  await expect(page.getByText('There is nothing here')).toBeVisible()
  await expect(page.getByLabel('Who')).toHaveValue(administrator.login)
})

test('a domain administrator sees no audit log', async ({ page, context }) => {
  await signedIn(context, await newAccount(await newDomain(), { role: 'domainAdministrator' }))
  await page.goto('/accounts')
  await expect(page.getByRole('link', { name: 'Aliases' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Audit Log' })).toHaveCount(0)
  await page.goto('/system/audit')
  await expect(page.getByRole('heading', { name: 'You are not allowed to do this.' })).toBeVisible()
})

/** The only row of the audit log that this leaves. */
async function only(page: Page, query: Record<string, string>) {
  await page.goto(`/system/audit?${new URLSearchParams(query)}`)
  const rows = page.getByRole('row').filter({ has: page.getByRole('rowheader') })
  await expect(rows).toHaveCount(1)
  return rows
}

/** By attribute: what was before and what is after. */
async function changesIn(row: Awaited<ReturnType<typeof only>>): Promise<Record<string, string[]>> {
  const found = await row
    .locator('dl > div')
    .evaluateAll((changes) =>
      changes.map((change) => [
        change.querySelector('dt')?.textContent ?? '',
        ['del', 'ins'].map((mark) => change.querySelector(`${mark} > :last-child`)?.textContent ?? ''),
      ]),
    )
  return Object.fromEntries(found)
}

/** Tries to sign in from another address of this machine, claiming yet another one. */
async function guess(login: string, from: string): Promise<void> {
  const claims = { 'x-forwarded-for': '203.0.113.9', 'x-server-manager-client': '203.0.113.9' }
  const { cookie, body } = await ask(from, 'GET', '/api/auth/csrf', claims)
  const { csrfToken } = JSON.parse(body) as { csrfToken: string }
  const origin = `https://localhost:${testedInstance().ports.https}`
  const form = new URLSearchParams({ login, password: 'guessed', csrfToken, callbackUrl: '/', json: 'true' })
  const headers = { ...claims, origin, cookie, 'content-type': 'application/x-www-form-urlencoded' }
  const answer = await ask(from, 'POST', '/api/auth/callback/credentials', headers, form.toString())
  expect(answer.status).toBe(401)
}

function ask(
  localAddress: string,
  method: string,
  path: string,
  headers: Record<string, string>,
  content = '',
): Promise<{ status?: number; cookie: string; body: string }> {
  const to = { host: 'localhost', family: 4, port: testedInstance().ports.https, path, method, headers }
  return new Promise((resolve, reject) => {
    const request = https.request({ ...to, localAddress, rejectUnauthorized: false }, async (response) => {
      let body = ''
      for await (const chunk of response) body += chunk
      const cookie = (response.headers['set-cookie'] ?? []).map((set) => set.split(';')[0]).join('; ')
      resolve({ status: response.statusCode, cookie, body })
    })
    request.on('error', reject)
    request.end(content)
  })
}
