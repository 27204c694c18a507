/**
 * What people should not type, in every text field of the forms. It is kept literally and shown literally, or it is
 * refused beside the field, with what was typed still there; nothing else happens to it.
 */
import type { Page } from '@playwright/test'
import { accountsAt, aliasPage, domainPage, userPage } from '@/app/(console)/places'
import { ldapValues, runLdapTool } from '@/lib/instance/testing'
import { newAccount, newAlias, newDomain, signedIn, tag } from './accounts'
import { manager } from './people'
import { expect, test, testedInstance } from './test'

type Hostile = {
  name: string
  text: string
  /** What a line of up to 200 characters says to it; undefined keeps it. */
  refusal?: string
  /** Stands for a character that a browser does not let into a field, put in on the way to the server. */
  standsFor?: [string, string]
}

const control = 'Line breaks and other control characters are not possible here.'
const STAND_IN = '§'

const hostile: Hostile[] = [
  { name: 'a filter, parts of a name, a command', text: '*)(uid=* a,b=c+d "; rm -rf /' },
  { name: 'a script, emoji', text: '<script>alert(1)</script>🦊👩‍👩‍👧' },
  { name: 'a line break', text: `a${STAND_IN}b`, refusal: control, standsFor: [STAND_IN, '\\n'] },
  { name: 'NUL', text: `a${STAND_IN}b`, refusal: control, standsFor: [STAND_IN, '\\u0000'] },
  { name: '300 characters', text: 'x'.repeat(300), refusal: 'At most 200 characters are possible.' },
  {
    name: 'a right-to-left override',
    text: 'abc\u202Egnp.exe',
    refusal: 'Characters that change the direction of writing are not possible here.',
  },
]

/** Descriptions have room for a thousand characters. */
const refusalOfDescription = ({ name, refusal }: Hostile) => (name === '300 characters' ? undefined : refusal)

test.beforeEach(async ({ page, context }) => {
  page.on('dialog', (dialog) => {
    throw new Error(`a script ran: ${dialog.message()}`)
  })
  await signedIn(context, manager)
})

for (const input of hostile) {
  const { text, refusal } = input

  test(`${input.name} in the fields of a domain`, async ({ page }) => {
    await smuggle(page, input)
    const { suffix } = testedInstance()
    const description = refusalOfDescription(input)
    await page.goto('/accounts/domains/new')
    await submit(page, 'Create domain', { 'Domain name': text, Description: text })
    await expectRefused(page, {
      'Domain name': [text, 'This is not a domain name, such as example.com.'],
      Description: [text, description],
    })
    expect(await found(suffix, 'one', '(objectClass=smContainer)')).not.toContain(text)

    const name = `d${tag()}.example`
    await submit(page, 'Create domain', { 'Domain name': name, Description: text })
    const dn = `o=${name},${suffix}`
    if (description) {
      await expectRefused(page, { Description: [text, description] })
      expect(await found(suffix, 'one', `(o=${name})`)).toBe('')
      return
    }
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(name)
    expect(await ldapValues(dn, 'description')).toEqual([text])
    await expect(page.getByRole('main')).toContainText(text)
    await page.goto('/accounts?at=')
    await expect(rowOf(page, name).getByText(text, { exact: true })).toBeAttached()
    await page.goto(domainPage(name))
    await expect(page.getByLabel('Description')).toHaveValue(text)
    await submit(page, 'Save', { Description: `${text} ${text}` })
    await expect(page.getByText('Saved.')).toBeVisible()
    expect(await ldapValues(dn, 'description')).toEqual([`${text} ${text}`])
  })

  test(`${input.name} in the fields of a new account`, async ({ page }) => {
    await smuggle(page, input)
    const domain = await newDomain()
    const form = `/accounts/users/new?at=${encodeURIComponent(domain.dn)}`
    const rest = { Password: 'a good pass phrase' }
    await page.goto(form)
    const all = { 'First name': text, 'Last name': text, Login: text, Address: text, Quota: text }
    await submit(page, 'Create account', { ...all, ...rest })
    await expectRefused(page, {
      'First name': [text, refusal],
      'Last name': [text, refusal],
      Login: [text, /^A login consists of/],
      Address: [text, 'This is not an e-mail address.'],
      Quota: [text, 'Please give a size such as 500 MB or 2 GB.'],
    })
    expect(await found(domain.dn, 'sub', '(objectClass=smAccount)')).toBe('')

    const login = `u${tag()}`
    await submit(page, 'Create account', { Login: login, Address: '', Quota: '10' })
    const dn = `uid=${login},${domain.dn}`
    if (refusal) {
      await expectRefused(page, { 'First name': [text, refusal], 'Last name': [text, refusal] })
      expect(await found(domain.dn, 'sub', '(objectClass=smAccount)')).toBe('')
      return
    }
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(`${text} ${text}`)
    await expectNames(dn, text, text)
    await expect(page.getByLabel('First name')).toHaveValue(text)
    await expect(page.getByLabel('Last name')).toHaveValue(text)
    await page.goto(accountsAt(domain.dn))
    await expect(page.getByRole('link', { name: `${text} ${text}`, exact: true })).toBeVisible()
  })

  test(`${input.name} in the fields of an account`, async ({ page }) => {
    await smuggle(page, input)
    const person = await newAccount(await newDomain(), { quota: '10MB', firstName: 'Anna', lastName: 'Old' })
    await page.goto(userPage(person.login))
    await submit(page, 'Save', { 'First name': text, 'Last name': text, Address: text, Quota: text })
    await expectRefused(page, {
      'First name': [text, refusal],
      'Last name': [text, refusal],
      Address: [text, 'This is not an e-mail address.'],
      Quota: [text, 'Please give a size such as 500 MB or 2 GB.'],
    })
    await expectNames(person.dn, 'Anna', 'Old')
    await submit(page, 'Save', { Address: person.address, Quota: '10' })
    if (refusal) {
      await expectRefused(page, { 'First name': [text, refusal], 'Last name': [text, refusal] })
      await expectNames(person.dn, 'Anna', 'Old')
    } else {
      await expect(page.getByText('Saved.')).toBeVisible()
      await expectNames(person.dn, text, text)
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(`${text} ${text}`)
    }
    expect(await ldapValues(person.dn, 'mail')).toEqual([person.address])
  })

  test(`${input.name} in the fields of an alias`, async ({ page, context, baseURL }) => {
    await smuggle(page, input)
    const domain = await newDomain()
    await context.addCookies([{ name: 'sm-domain', value: domain.name, url: `${baseURL}` }])
    const member = await newAccount(domain)
    const description = refusalOfDescription(input)
    await page.goto('/aliases/new')
    await submit(page, 'Create alias', { Name: text, Members: text, Description: text })
    await expectRefused(page, {
      Name: [text, 'This is not an e-mail address.'],
      Members: [text, undefined],
      Description: [text, description],
    })
    await submit(page, 'Create alias', { Name: `a${tag()}`, Description: 'plain' })
    await expectRefused(page, {
      Members: [
        text,
        input.standsFor || input.name.startsWith('a right')
          ? refusal
          : /^There is no account, alias, group or/,
      ],
    })
    expect(await found(domain.dn, 'one', '(&(objectClass=smAlias)(!(cn=postmaster)))')).toBe('')

    const name = `a${tag()}`
    await submit(page, 'Create alias', { Name: name, Members: member.login, Description: text })
    if (description) {
      await expectRefused(page, { Description: [text, description] })
      expect(await found(domain.dn, 'one', `(cn=${name})`)).toBe('')
      return
    }
    const address = `${name}@${domain.name}`
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(address)
    expect(await ldapValues(`cn=${name},${domain.dn}`, 'description')).toEqual([text])
    await expect(page.getByLabel('Description')).toHaveValue(text)
    await page.goto('/aliases', { waitUntil: 'networkidle' })
    await page.getByRole('searchbox', { name: 'Go to' }).fill(address)
    await expect(rowOf(page, address).getByText(text, { exact: true })).toBeAttached()
  })

  test(`${input.name} as a member of an alias that is there`, async ({ page }) => {
    await smuggle(page, input)
    const domain = await newDomain()
    const member = await newAccount(domain)
    const alias = await newAlias(domain, [member])
    const dn = `cn=${alias.split('@')[0]},${domain.dn}`
    await page.goto(aliasPage(alias))
    await submit(page, 'Save', { Members: text })
    await expectRefused(page, {
      Members: [
        text,
        input.standsFor || input.name.startsWith('a right')
          ? refusal
          : /^There is no account, alias, group or/,
      ],
    })
    expect(await ldapValues(dn, 'member')).toEqual([member.dn])
    expect(await ldapValues(dn, 'rfc822MailMember')).toEqual([])
  })
}

/** Puts the character that a field cannot hold into what goes to the server. */
async function smuggle(page: Page, { standsFor }: Hostile): Promise<void> {
  if (!standsFor) return
  const [from, to] = standsFor
  await page.route('**', (route) => {
    const body = route.request().postData()
    if (route.request().method() !== 'POST' || !body?.includes(from)) return route.fallback()
    return route.continue({ postData: body.replaceAll(from, to) })
  })
}

function field(page: Page, label: string) {
  return page
    .getByRole('textbox', { name: label })
    .or(page.getByLabel(label, { exact: true }))
    .first()
}

async function submit(page: Page, button: string, values: Record<string, string>): Promise<void> {
  for (const [label, value] of Object.entries(values)) await field(page, label).fill(value)
  const answer = page.waitForResponse((response) => response.request().method() === 'POST')
  const send = page.getByRole('button', { name: button })
  await send.click()
  await answer
  await expect(send.and(page.locator('[aria-disabled="true"]'))).toHaveCount(0)
}

/** What was typed is still there; where there is a refusal, the field is marked and says so. */
async function expectRefused(
  page: Page,
  fields: Record<string, [typed: string, refusal: string | RegExp | undefined]>,
): Promise<void> {
  await expect(page.locator('[aria-invalid="true"]').first()).toBeFocused()
  for (const [label, [typed, refusal]] of Object.entries(fields)) {
    const input = field(page, label)
    await expect(input, label).toHaveValue(typed)
    if (refusal === undefined) continue
    await expect(input, label).toHaveAttribute('aria-invalid', 'true')
    const ids = (await input.getAttribute('aria-describedby'))?.split(' ') ?? []
    const said = await Promise.all(ids.map((id) => page.locator(`[id="${id}"]`).textContent()))
    expect(said, label).toContainEqual(typeof refusal === 'string' ? refusal : expect.stringMatching(refusal))
  }
}

function rowOf(page: Page, name: string) {
  return page.getByRole('row').filter({ has: page.getByRole('link', { name, exact: true }) })
}

async function expectNames(dn: string, first: string, last: string): Promise<void> {
  expect(await ldapValues(dn, 'givenName')).toEqual([first])
  expect(await ldapValues(dn, 'sn')).toEqual([last])
  expect(await ldapValues(dn, 'cn')).toEqual([`${first} ${last}`])
}

/** What ldapsearch finds. */
function found(base: string, scope: string, filter: string): Promise<string> {
  return runLdapTool('ldapsearch', '', ['-LLL', '-o', 'ldif-wrap=no', '-b', base, '-s', scope, filter])
}
