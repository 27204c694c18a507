/** Who is in, who is out, and from when on; with what the cookie that says so is worth. */
import type { BrowserContext, Page } from '@playwright/test'
import { ldif } from '@/lib/instance/slapd/testing'
import { runLdapTool } from '@/lib/instance/testing'
import { newAccount, newAlias, newDomain, newGroup, signedIn, tag } from './accounts'
import { type Credentials, manager, signIn } from './people'
import { expect, test, testedInstance } from './test'

const SESSION = '__Secure-next-auth.session-token'
const denied = 'You are not allowed to do this.'
const notFound = 'There is no such object.'

test('a person whom ldapmodify suspends is out at the next click', async ({ page, context }) => {
  const person = await newAccount(await newDomain(), { role: 'domainAdministrator' })
  await signedIn(context, person)
  await page.goto('/accounts')
  await runLdapTool('ldapmodify', ldif.set(person.dn, 'smAccountStatus', 'suspended'))
  await page.getByRole('link', { name: 'Aliases' }).click()
  await expect(page).toHaveURL(/\/sign-in\?from=%2Faliases/)
  await signIn(page, person)
  await expect(page.getByText('The login or the password is not right.')).toBeVisible()
})

test('a form that is sent without a session, or before a new password, leads there and keeps what was typed', async ({
  page,
  context,
}) => {
  const domain = await newDomain()
  const person = await newAccount(domain, { role: 'domainAdministrator' })
  await signedIn(context, person)
  const place = '/aliases/new?of=mine'
  await page.goto(place, { waitUntil: 'networkidle' })
  await page.getByLabel('Description').fill('half an hour of work')
  await page.getByLabel('Address').fill(`late-${tag()}`)
  const create = page.getByRole('button', { name: 'Create alias' })
  const kept = page.getByText('Nothing you typed is lost: send it again afterwards.')
  await context.clearCookies()
  await create.click()
  await expect(kept).toBeVisible()
  const way = page.getByRole('link', { name: 'Sign in in another tab' })
  await expect(way).toHaveAttribute('href', `/sign-in?from=${encodeURIComponent(place)}`)
  await signedIn(context, person)
  await runLdapTool('ldapmodify', ldif.put(person.dn, 'pwdReset', 'TRUE'))
  await create.click()
  await expect(page.getByRole('link', { name: 'Choose it in another tab' })).toHaveAttribute(
    'href',
    '/password',
  )
  await expect(kept).toBeVisible()
  await expect(page.getByLabel('Description')).toHaveValue('half an hour of work')
})

test('a person whom ldapdelete removes is out at the next click', async ({ page, context }) => {
  const person = await newAccount(await newDomain(), { role: 'domainAdministrator' })
  await signedIn(context, person)
  await page.goto('/accounts')
  await runLdapTool('ldapmodify', ldif.remove(person.dn))
  await page.getByRole('link', { name: 'Aliases' }).click()
  await expect(page).toHaveURL(/\/sign-in/)
})

test('an administrator whose role ldapmodify takes away has none at the next click', async ({
  page,
  context,
}) => {
  const person = await newAccount(await newDomain(), { role: 'administrator' })
  await signedIn(context, person)
  await page.goto('/accounts')
  await runLdapTool('ldapmodify', ldif.take(person.dn, 'smRole'))
  await page.getByRole('link', { name: 'Audit Log' }).click()
  await expect(page.getByRole('heading', { name: denied })).toBeVisible()
  await page.getByRole('link', { name: 'To the start page' }).click()
  await expect(page.getByRole('heading', { name: person.name })).toBeVisible()
  await page.reload()
  await expect(page.getByRole('link', { name: 'Audit Log' })).toHaveCount(0)
})

test('signing out ends the session: its cookie opens nothing afterwards', async ({ page, context }) => {
  const person = await newAccount(await newDomain(), { role: 'administrator' })
  await signedIn(context, person)
  await page.goto('/aliases')
  const cookie = await sessionCookie(context)
  expect(await isIn(context, cookie)).toBe(true)
  await leave(page, 'Sign out')
  expect((await context.cookies()).filter(({ name }) => name === SESSION)).toEqual([])
  expect(await isIn(context, cookie)).toBe(false)
  await page.goto('/aliases')
  await expect(page).toHaveURL(/\/sign-in\?from=%2Faliases/)
  await context.addCookies([cookie])
  await page.goto('/aliases')
  await expect(page).toHaveURL(/\/sign-in\?from=%2Faliases/)
  await signedIn(context, manager)
  await page.goto(`/system/audit?actor=${person.login}`)
  await expect(page.getByRole('rowheader')).toContainText(['Sign out', 'Sign in'])
})

test('requests under way while somebody signs out do not bring the session back', async ({
  page,
  context,
}) => {
  await signedIn(context, await newAccount(await newDomain(), { role: 'administrator' }))
  await page.goto('/aliases')
  const cookie = await sessionCookie(context)
  const headers = { cookie: `${cookie.name}=${cookie.value}` }
  const underWay = ['/api/auth/session', '/aliases', '/api/services', '/accounts'].flatMap((path) =>
    Array.from({ length: 4 }, () => fetchApart(context, path, headers)),
  )
  await leave(page, 'Sign out')
  await Promise.all(underWay)
  expect(await isIn(context, cookie)).toBe(false)
  const session = await fetchApart(context, '/api/auth/session', headers)
  expect(await session.json()).toEqual({})
})

test('signing out everywhere ends the sessions of other browsers at their next click', async ({
  page,
  context,
  browser,
  baseURL,
}) => {
  const person = await newAccount(await newDomain(), { role: 'domainAdministrator' })
  const elsewhere = await browser.newContext({ baseURL, ignoreHTTPSErrors: true })
  const other = await elsewhere.newPage()
  await signedIn(elsewhere, person)
  await other.goto('/accounts')
  await signedIn(context, person)
  await page.goto('/accounts')
  await leave(page, 'Sign out everywhere')
  await other.getByRole('link', { name: 'Aliases' }).click()
  await expect(other).toHaveURL(/\/sign-in\?from=%2Faliases/)
  await elsewhere.close()
})

test('a password set by an administrator ends the sessions opened with the old one', async ({
  page,
  context,
  browser,
  baseURL,
}) => {
  const person = await newAccount(await newDomain(), { role: 'domainAdministrator' })
  const elsewhere = await browser.newContext({ baseURL, ignoreHTTPSErrors: true })
  const other = await elsewhere.newPage()
  await signedIn(elsewhere, person)
  await other.goto('/accounts')
  await signedIn(context, manager)
  await page.goto(`/accounts/users/${person.login}`)
  await page.getByLabel('New password').fill('another pass phrase')
  await page.getByRole('button', { name: 'Set the password' }).click()
  await expect(page.getByText('The password was changed.')).toBeVisible()
  await other.getByRole('link', { name: 'Aliases' }).click()
  await expect(other).toHaveURL(/\/sign-in/)
  await elsewhere.close()
})

test('over HTTPS the session is an opaque cookie for HTTPS and for no script', async ({ page, context }) => {
  const person = await newAccount(await newDomain())
  await signIn(page, person)
  await expect(page).toHaveURL(/\/me$/)
  const cookie = await sessionCookie(context)
  expect(cookie).toMatchObject({
    httpOnly: true,
    secure: true,
    sameSite: 'Lax',
    path: '/',
    domain: 'localhost',
  })
  expect(cookie.value).toMatch(/^[\w-]{43}$/)
  expect(await page.evaluate(() => document.cookie)).toBe('')
  expect((await context.cookies()).filter(({ secure }) => !secure)).toEqual([])
  const session = await context.request.get('/api/auth/session')
  expect(await session.text()).not.toContain(cookie.value)
})

test('past Apache, where there is no HTTPS, signing in works with an ordinary cookie', async ({
  page,
  context,
}) => {
  const person = await newAccount(await newDomain())
  const origin = `http://127.0.0.1:${testedInstance().ports.web}`
  await page.goto(`${origin}/sign-in`)
  await page.getByLabel('Login').fill(person.login)
  await page.getByLabel('Password', { exact: true }).fill(person.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page).toHaveURL(`${origin}/me`)
  const cookies = await context.cookies(origin)
  expect(cookies).toContainEqual(
    expect.objectContaining({ name: 'next-auth.session-token', httpOnly: true, sameSite: 'Lax' }),
  )
  await leave(page, 'Sign out')
  await page.goto(`${origin}/me`)
  await expect(page).toHaveURL(/\/sign-in/)
})

test('a password typed before the scripts run, or without any, gets into no address', async ({
  browser,
  baseURL,
}) => {
  const context = await browser.newContext({ baseURL, ignoreHTTPSErrors: true, javaScriptEnabled: false })
  const page = await context.newPage()
  const login = `u${tag()}`
  await page.goto('/sign-in')
  await page.getByLabel('Login').fill(login)
  const password = page.getByLabel('Password', { exact: true })
  await password.fill('typed too early')
  await password.press('Enter')
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeDisabled()
  await expect(page.getByLabel('Login')).toHaveValue(login)
  expect(page.url()).not.toContain('early')
  await context.close()
})

test('guessing is slowed down, for logins that exist and for others in the same words', async ({ page }) => {
  const person = await newAccount(await newDomain())
  const seen: string[][] = []
  for (const login of [person.login, `u${tag()}`]) {
    const answers: string[] = []
    for (let i = 0; i < 5; i++) answers.push(await answerTo(page, { login, password: `guess ${i}` }))
    // By now even the right one has to wait.
    answers.push(await answerTo(page, { login, password: person.password }))
    seen.push(answers)
  }
  expect(seen[0]).toEqual([
    ...Array(5).fill('The login or the password is not right.'),
    'Too many attempts. Please try again in 1 min.',
  ])
  expect(seen[1]).toEqual(seen[0])
})

test('somebody without a role finds the own account and nothing else', async ({ page, context }) => {
  const domain = await newDomain()
  const person = await newAccount(domain)
  await signedIn(context, person)
  await page.goto('/')
  await expect(page).toHaveURL(/\/me$/)
  await expect(page.getByRole('navigation')).toHaveCount(0)
  for (const path of [
    '/accounts',
    '/accounts/domains/new',
    `/accounts/domains/${domain.name}`,
    '/accounts/users/new',
    `/accounts/users/${person.login}`,
    '/aliases',
    '/aliases/new',
    `/aliases/postmaster@${domain.name}`,
    '/system/services',
    '/system/audit',
  ]) {
    await page.goto(path)
    await expect(page.getByRole('heading', { name: denied }), path).toBeVisible()
  }
  for (const path of ['/api/services', '/api/members?text=an']) {
    expect((await context.request.get(path)).status(), path).toBe(403)
  }
})

test('a group administrator finds the own group, and no pages for more', async ({ page, context }) => {
  const domain = await newDomain()
  const group = await newGroup(domain, 'Sales')
  const person = await newAccount(domain, { role: 'groupAdministrator' }, group)
  const outside = await newAccount(domain)
  await signedIn(context, person)
  await page.goto('/')
  await expect(page.getByRole('table').getByRole('link', { name: 'Sales' })).toBeVisible()
  await expect(page.getByRole('table')).not.toContainText(domain.name)
  for (const path of ['/accounts/domains/new', '/aliases', '/aliases/new', '/system/audit']) {
    await page.goto(path)
    await expect(page.getByRole('heading', { name: denied }), path).toBeVisible()
  }
  await page.goto(`/accounts/users/${outside.login}`)
  await expect(page.getByRole('heading', { name: notFound })).toBeVisible()
})

test('a domain administrator finds the own domain; others are not there', async ({ page, context }) => {
  const [own, foreign] = [await newDomain(), await newDomain()]
  const person = await newAccount(own, { role: 'domainAdministrator' })
  const colleague = await newAccount(own, { firstName: 'Colleague' })
  const stranger = await newAccount(foreign, { firstName: 'Stranger' })
  const alias = await newAlias(foreign, [stranger])
  await signedIn(context, person)
  await page.goto('/accounts')
  const rows = page.getByRole('table').getByRole('rowheader')
  await expect(rows).toHaveText([own.name])
  await page.goto(`/accounts/users/${colleague.login}`)
  await expect(page.getByRole('heading', { name: colleague.name })).toBeVisible()
  for (const path of [
    `/accounts/users/${stranger.login}`,
    `/accounts/users/u${tag()}`,
    `/accounts?at=${encodeURIComponent(foreign.dn)}`,
    '/accounts?at=x',
    '/accounts/users/new?at=x',
    `/accounts/users/new?at=${encodeURIComponent(foreign.dn)}`,
    `/accounts/domains/${foreign.name}`,
    `/aliases/${alias}`,
  ]) {
    await page.goto(path)
    await expect(page.getByRole('heading', { name: notFound }), path).toBeVisible()
    await expect(page.locator('body'), path).not.toContainText('Stranger')
  }
  await page.goto('/aliases')
  await expect(rows).toHaveText([`postmaster@${own.name}`])
  for (const path of ['/accounts/domains/new', '/system/services', '/system/audit']) {
    await page.goto(path)
    await expect(page.getByRole('heading', { name: denied }), path).toBeVisible()
  }
})

async function leave(page: Page, how: 'Sign out' | 'Sign out everywhere') {
  await page.getByRole('button', { name: /^Signed in as/ }).click()
  await page.getByRole('menuitem', { name: how, exact: true }).click()
  await expect(page).toHaveURL(/\/sign-in$/)
}

async function sessionCookie(context: BrowserContext) {
  const cookie = (await context.cookies()).find(({ name }) => name === SESSION)
  if (!cookie) throw new Error(`there is no cookie ${SESSION}`)
  return cookie
}

/** Whether a cookie opens what needs a session. */
async function isIn(context: BrowserContext, { name, value }: { name: string; value: string }) {
  const answer = await fetchApart(context, '/api/services', { cookie: `${name}=${value}` })
  expect([200, 401]).toContain(answer.status())
  return answer.status() === 200
}

/** A request beside the browser's: with these headers, and without its cookies. */
async function fetchApart(context: BrowserContext, path: string, headers: Record<string, string>) {
  const apart = await context.browser()?.newContext({ ignoreHTTPSErrors: true })
  if (!apart) throw new Error('there is no browser')
  const answer = await apart.request.get(`https://localhost:${testedInstance().ports.https}${path}`, {
    headers,
    maxRedirects: 0,
  })
  await answer.body()
  return answer
}

async function answerTo(page: Page, credentials: Credentials): Promise<string> {
  await signIn(page, credentials)
  return (await page.locator('form').getByRole('alert').textContent()) ?? ''
}
