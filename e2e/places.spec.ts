/** Organizations, groups and domains with their limits, made and changed in the browser and asked of slapd. */
import { domainToASCII } from 'node:url'
import type { Page } from '@playwright/test'
import {
  accountsAt,
  contactPage,
  domainPage,
  newPlacePage,
  placePage,
  userPage,
} from '@/app/(console)/places'
import { ldapTool, ldif } from '@/lib/instance/slapd/testing'
import { type Account, newAccount, newContact, newDomain, newGroup, signedIn, tag } from './accounts'
import { save } from './forms'
import { domainDn, entryExists, ldapValues, runLdapTool } from './mail'
import { manager } from './people'
import { expect, test, testedInstance } from './test'

/** Whether somebody finds an entry with ldapsearch, bound as themselves. */
async function finds({ dn, password }: Account, wanted: string): Promise<boolean> {
  const argv = ['-LLL', '-b', testedInstance().suffix, `(entryDN=${wanted})`, '1.1']
  const { stdout } = await ldapTool(testedInstance(), 'ldapsearch', { dn, password }, argv)
  return stdout.includes('dn:')
}

/** Types a part of a place's name and takes what is proposed. */
async function choosePlace(page: Page, part: string, whole: string): Promise<void> {
  const field = page.getByRole('combobox', { name: 'Where' })
  await field.fill(part)
  // The list is the browser's own: what it proposes is in the page, what is taken is typed by the browser.
  await expect(page.locator(`datalist option[value="${whole}"]`)).toHaveCount(1)
  await field.fill(whole)
}

test('an organization and a group in it are made, renamed, moved, hidden and deleted', async ({
  page,
  context,
}) => {
  const [domain, other] = [await newDomain(), await newDomain()]
  const outsider = await newAccount(domain)
  const name = tag()
  const sales = `o=Sales ${name},${domain.dn}`
  await signedIn(context, manager)

  await test.step('the organization with its address', async () => {
    await page.goto(newPlacePage('organization', domain.dn))
    await page.getByLabel('Name').fill(`Sales ${name}`)
    await page.getByLabel('Description').fill('Sells things & more')
    await page.getByLabel('Telephone', { exact: false }).first().fill('+49 30 12345')
    await page.getByLabel('Street').fill('Große Straße 1')
    await page.getByLabel('City').fill('Köln')
    await page.getByRole('button', { name: 'More fields' }).click()
    await page.getByLabel('Postal address').fill('Sales $1\nPostfach 7')
    await page.getByRole('button', { name: 'Create organization' }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Sales ${name}`)
    expect(await ldapValues(sales, 'description')).toEqual(['Sells things & more'])
    expect(await ldapValues(sales, 'telephoneNumber')).toEqual(['+49 30 12345'])
    expect(await ldapValues(sales, 'street')).toEqual(['Große Straße 1'])
    expect(await ldapValues(sales, 'l')).toEqual(['Köln'])
    expect(await ldapValues(sales, 'postalAddress')).toEqual(['Sales \\241$Postfach 7'])
    expect(await ldapValues(sales, 'smGroupId')).toEqual([`sales-${name}-${domain.name}`])
  })

  await test.step('a group in it; a second of the name is refused beside the name', async () => {
    await page.goto(newPlacePage('group', sales))
    await page.getByLabel('Name').fill('Spring')
    await page.getByRole('button', { name: 'Create group' }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Spring')
    expect(await entryExists(`ou=Spring,${sales}`)).toBe(true)
    await page.goto(newPlacePage('group', sales))
    await page.getByLabel('Name').fill('Spring')
    await page.getByRole('button', { name: 'Create group' }).click()
    await expect(page.getByText('There is already something of this name here.').first()).toBeVisible()
    await expect(page.getByLabel('Name')).toHaveValue('Spring')
  })

  await test.step('the organization says what is inside, and is not deleted with it', async () => {
    await page.goto(placePage(sales))
    await expect(page.locator('main header')).toContainText('1 group')
    await expect(page.getByText(`sales-${name}`)).toBeVisible()
    await page.getByRole('button', { name: 'Delete' }).click()
    const answer = page.getByRole('alertdialog')
    await expect(answer).toContainText(`Sales ${name} is not empty`)
    await expect(answer).toContainText('It contains: 1 group.')
    await expect(answer.getByRole('button', { name: 'Delete' })).toHaveCount(0)
    await answer.getByRole('button', { name: 'Close' }).click()
    await expect(answer).toBeHidden()
    expect(await entryExists(sales)).toBe(true)
  })

  await test.step('the group gets another name', async () => {
    await page.goto(placePage(`ou=Spring,${sales}`))
    await page.getByLabel('Name').fill('Autumn')
    await page.getByRole('button', { name: 'Rename or move' }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Autumn')
    await expect(page).toHaveURL(placePage(`ou=Autumn,${sales}`))
    expect(await entryExists(`ou=Spring,${sales}`)).toBe(false)
    expect(await ldapValues(`ou=Autumn,${sales}`, 'smGroupId')).toEqual([
      `spring.sales-${name}-${domain.name}`,
    ])
  })

  const moved = `ou=Autumn,${other.dn}`
  await test.step('it moves to another domain; a place that is none is refused beside the field', async () => {
    await page.getByRole('combobox', { name: 'Where' }).fill(`nowhere-${name}`)
    await page.getByRole('button', { name: 'Rename or move' }).click()
    await expect(page.locator('[aria-invalid="true"]')).toHaveValue(`nowhere-${name}`)
    await choosePlace(page, other.name.slice(0, 8), other.name)
    await page.getByRole('button', { name: 'Rename or move' }).click()
    await expect(page).toHaveURL(placePage(moved))
    await expect(page.getByRole('navigation', { name: 'Path' })).toContainText(other.name)
    expect(await entryExists(moved)).toBe(true)
    expect(await entryExists(`ou=Autumn,${sales}`)).toBe(false)
  })

  await test.step('private, it is gone from an outsider’s address book, until it is public again', async () => {
    expect(await finds(outsider, moved)).toBe(true)
    await page.locator('label').filter({ hasText: 'Private' }).click()
    await save(page)
    await expect(page.locator('main header').getByText('Private')).toBeVisible()
    expect(await ldapValues(moved, 'smPrivate')).toEqual(['TRUE'])
    expect(await finds(outsider, moved)).toBe(false)
    await page.locator('label').filter({ hasText: 'Private' }).click()
    await save(page)
    await expect(page.locator('main header').getByText('Private')).toHaveCount(0)
    expect(await ldapValues(moved, 'smPrivate')).toEqual([])
    expect(await finds(outsider, moved)).toBe(true)
  })

  await test.step('empty, it is deleted', async () => {
    await page.getByRole('button', { name: 'Delete' }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Delete the group' }).click()
    await expect(page).toHaveURL(accountsAt(other.dn))
    expect(await entryExists(moved)).toBe(false)
  })
})

test('any name leads to its place, and each of two of one name to its own', async ({ page, context }) => {
  const domain = await newDomain()
  const name = 'R&D, "Süd" + <b>x</b>; #1 \\ / = 100% \'?'
  await signedIn(context, manager)
  for (const kind of ['organization', 'group'] as const) {
    await page.goto(newPlacePage(kind, domain.dn))
    await page.getByLabel('Name').fill(name)
    await page.getByRole('button', { name: `Create ${kind}` }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(name)
  }
  await page.goto(newPlacePage('group', domain.dn))
  await page.getByLabel('Name').fill('Moved')
  await page.getByRole('button', { name: 'Create group' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Moved')

  const label = `${domain.name} / ${name}`
  await page.goto(placePage(`ou=Moved,${domain.dn}`))
  const field = page.getByRole('combobox', { name: 'Where' })
  await field.fill('R&D')
  const proposed = () =>
    page
      .locator('datalist option')
      .evaluateAll((options) => options.map((option) => (option as HTMLOptionElement).value))
  await expect.poll(proposed).toEqual(expect.arrayContaining([`${label} (Group)`, `${label} (Organization)`]))
  await field.fill(`${label} (Group)`)
  await page.getByRole('button', { name: 'Rename or move' }).click()
  await expect(page.getByRole('navigation', { name: 'Path' })).toContainText(name)
  const argv = ['-LLL', '-o', 'ldif-wrap=no', '-b', domain.dn, '(ou=Moved)', '1.1']
  const [, encoded = ''] = /^dn:: (.*)$/m.exec(await runLdapTool('ldapsearch', '', argv)) ?? []
  expect(Buffer.from(encoded, 'base64').toString()).toMatch(/^ou=Moved,ou=R&D/)
})

test('a form of a place that is gone says so and keeps what was typed', async ({ page, context }) => {
  const domain = await newDomain()
  const group = await newGroup(domain, 'Brief')
  await signedIn(context, manager)
  await page.goto(placePage(group), { waitUntil: 'networkidle' })
  await page.getByLabel('Description').fill('a long story')
  await runLdapTool('ldapdelete', '', [group])
  await save(page)
  await expect(page.getByRole('alert').getByText('There is no such object.')).toBeVisible()
  await expect(page.getByLabel('Description')).toHaveValue('a long story')
})

test('a form of what ldapmodrdn has given another name says so, and saves as soon as it has its own again', async ({
  page,
  context,
}) => {
  const domain = await newDomain()
  const group = await newGroup(domain, 'Named')
  const person = await newAccount(domain)
  const contact = await newContact(domain, { sn: `Ada ${tag()}` })
  const rename = async (dn: string, to: string) => {
    const [type] = dn.split('=')
    const place = dn.slice(dn.indexOf(',') + 1)
    await runLdapTool('ldapmodify', ldif.move(dn, `${type}=${to}`))
    return `${type}=${to},${place}`
  }
  await signedIn(context, manager)
  for (const [dn, path, attribute] of [
    [group, placePage(group), 'description'],
    [contact, contactPage(contact), 'title'],
    [person.dn, userPage(person.login), 'title'],
  ] as const) {
    await page.goto(path, { waitUntil: 'networkidle' })
    const field = page.getByLabel(attribute === 'title' ? 'Job title' : 'Description')
    await field.fill('typed before')
    const renamed = await rename(dn, `other-${tag()}`)
    await save(page)
    await expect(page.getByRole('alert').getByText('There is no such object.')).toBeVisible()
    await expect(field).toHaveValue('typed before')
    expect(await ldapValues(renamed, attribute)).toEqual([])
    await rename(renamed, dn.slice(dn.indexOf('=') + 1, dn.indexOf(',')))
    await save(page)
    await expect(page.getByText('Saved.').last()).toBeVisible()
    expect(await ldapValues(dn, attribute)).toEqual(['typed before'])
  }
})

test('what somebody else wrote about a place meanwhile is shown beside one’s own, and the rest merges', async ({
  page,
  context,
}) => {
  const domain = await newDomain()
  const group = await newGroup(domain, 'Crossed')
  await signedIn(context, manager)
  await page.goto(placePage(group), { waitUntil: 'networkidle' })
  await page.getByLabel('Description').fill('mine')
  await page.getByLabel('City').fill('Ulm')
  await runLdapTool(
    'ldapmodify',
    `dn: ${group}\nchangetype: modify\nreplace: description\ndescription: theirs\n-\nreplace: street\nstreet: Theirs 1\n`,
  )
  await save(page)
  await expect(page.getByText('Somebody else changed this in the meantime')).toBeVisible()
  await expect(page.getByText('Now: theirs')).toBeVisible()
  await expect(page.getByLabel('Description')).toHaveValue('mine')
  // Nobody touched this one here: it is what the other person made it.
  await expect(page.getByLabel('Street')).toHaveValue('Theirs 1')
  await save(page)
  await expect(page.getByText('Saved.')).toBeVisible()
  expect(await ldapValues(group, 'description')).toEqual(['mine'])
  expect(await ldapValues(group, 'l')).toEqual(['Ulm'])
  expect(await ldapValues(group, 'street')).toEqual(['Theirs 1'])
})

test('a domain is made with limits, which are changed and taken away', async ({ page, context }) => {
  const typed = `büro-${tag()}.example`
  const name = domainToASCII(typed)
  await signedIn(context, manager)
  await page.goto('/accounts/domains/new')
  await page.getByLabel('Domain name').fill(typed)
  await page.getByRole('button', { name: 'Limits and privacy' }).click()
  await page.getByLabel('Accounts at most').fill('lots')
  await page.getByLabel('Unit').nth(1).selectOption('MB')
  await page.getByRole('textbox', { name: 'Default quota' }).fill('250')
  await page.getByRole('button', { name: 'Create domain' }).click()
  await expect(page.getByText('Please give a whole number.')).toBeVisible()
  await page.getByLabel('Accounts at most').fill('5')
  await page.getByRole('button', { name: 'Create domain' }).click()
  // Servers have its ASCII form, which is shown as well.
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`${typed} ${name}`)
  expect(await ldapValues(domainDn(name), 'associatedDomain')).toEqual([name])
  expect(await ldapValues(domainDn(name), 'smMaxAccounts')).toEqual(['5'])
  expect(await ldapValues(domainDn(name), 'smDefaultQuota')).toEqual([String(250 * 2 ** 20)])
  expect(await ldapValues(domainDn(name), 'smMaxStorage')).toEqual([])

  await page.goto(`/accounts/users/new?at=${encodeURIComponent(domainDn(name))}`)
  await expect(page.getByRole('textbox', { name: 'Quota' })).toHaveValue('250')

  await page.goto('/accounts?at=')
  const domains = page.getByRole('table', { name: 'Domains' })
  await expect(domains.getByRole('link', { name: `${typed} ${name}` })).toBeVisible()
  await page.getByRole('button', { name: 'Domain: All domains' }).click()
  await expect(page.getByRole('menuitemradio', { name: `${typed} ${name}` })).toBeVisible()
  await page.goto(domainPage(name), { waitUntil: 'networkidle' })
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`${typed} ${name}`)
  await page.getByLabel('Accounts at most').fill('')
  await page.getByLabel('Aliases at most').fill('7')
  await page.getByLabel('Unit').first().selectOption('GB')
  await page.getByRole('textbox', { name: 'Storage at most' }).fill('3')
  await save(page)
  await expect(page.getByText('Saved.')).toBeVisible()
  expect(await ldapValues(domainDn(name), 'smMaxAccounts')).toEqual([])
  expect(await ldapValues(domainDn(name), 'smMaxAliases')).toEqual(['7'])
  expect(await ldapValues(domainDn(name), 'smMaxStorage')).toEqual([String(3 * 2 ** 30)])
  expect(await ldapValues(domainDn(name), 'smDefaultQuota')).toEqual([String(250 * 2 ** 20)])

  await page.goto(domainPage(testedInstance().domain))
  await expect(page.locator('main header').getByText('Primary domain')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Delete' })).toHaveCount(0)
  await page.goto('/accounts')
  await expect(page.getByRole('row').filter({ hasText: 'Primary domain' })).toHaveCount(1)
  await expect(page.getByRole('row').filter({ hasText: 'Primary domain' })).toContainText('example.com')
  await page.setViewportSize({ width: 375, height: 740 })
  await expect(page.getByRole('table').getByText('Primary domain')).toBeVisible()
})

test('those who administer less see what is theirs to change, and no more', async ({ page, context }) => {
  const domain = await newDomain()
  const group = await newGroup(domain, 'Crew')
  const inner = `ou=Inner,${group}`
  await runLdapTool(
    'ldapadd',
    `dn: ${inner}\nobjectClass: organizationalUnit\nobjectClass: smContainer\nou: Inner\n`,
  )
  const local = await newAccount(domain, { role: 'groupAdministrator' }, group)
  await signedIn(context, local)

  await test.step('the own group is to be looked at, what is in it to be changed', async () => {
    await page.goto(placePage(group))
    await expect(page.getByText('You administer what is in here.')).toBeVisible()
    for (const button of ['Save', 'Delete', 'Rename or move']) {
      await expect(page.getByRole('button', { name: button })).toHaveCount(0)
    }
    await page.goto(placePage(inner))
    await page.getByLabel('Description').fill('Ours')
    await save(page)
    await expect(page.getByText('Saved.')).toBeVisible()
    expect(await ldapValues(inner, 'description')).toEqual(['Ours'])
    await expect(page.getByRole('navigation', { name: 'Path' })).not.toContainText(domain.name)
  })

  await test.step('places around it are neither found nor there', async () => {
    await page.getByRole('combobox', { name: 'Where' }).fill(domain.name)
    const answer = await page.waitForResponse((response) => response.url().includes(`text=${domain.name}`))
    expect(await answer.json()).toEqual({ ok: true, value: [] })
    await page.goto(placePage(domain.dn))
    await expect(page.getByRole('heading', { name: 'There is no such object.' })).toBeVisible()
    await page.goto('/accounts/administrators')
    await expect(page.getByRole('heading', { name: 'You are not allowed to do this.' })).toBeVisible()
  })

  await test.step('a domain administrator looks at the own domain, and does not change it', async () => {
    const above = await newAccount(domain, { role: 'domainAdministrator' })
    await context.clearCookies()
    await signedIn(context, above)
    await page.goto(domainPage(domain.name))
    await expect(page.getByText('You administer what is in here.')).toBeVisible()
    await expect(page.getByLabel('Description')).toBeDisabled()
    await expect(page.getByRole('button', { name: 'Save' })).toHaveCount(0)
    await page.goto(placePage(group))
    await expect(page.getByRole('button', { name: 'Save' })).toBeVisible()
  })
})
