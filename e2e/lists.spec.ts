/** Lists of any length: scrolled, jumped in, found in, linked to, exported, and changed by others while they are open. */
import { readFile } from 'node:fs/promises'
import type { Locator, Page } from '@playwright/test'
import { accountsAt, userPage } from '@/app/(console)/places'
import { ldif } from '@/lib/instance/slapd/testing'
import { runLdapTool } from '@/lib/instance/testing'
import { type Account, newAccount, newDomain, newGroup, signedIn, type TestDomain, tag } from './accounts'
import { expect, expectAccessible, test, testedInstance } from './test'

const SIZE = 450

let domain: TestDomain
let crowd: string
let administrator: Account

test.beforeAll(async () => {
  domain = await newDomain()
  crowd = await newGroup(domain, 'Crowd')
  administrator = await newAccount(domain, { role: 'domainAdministrator', lastName: 'Administrator' })
  await addPeople(domain, crowd, SIZE)
})

test.beforeEach(async ({ context }) => {
  await signedIn(context, administrator)
})

/** Accounts "P000 One" and so on, in a container. */
async function addPeople({ name: domainName }: TestDomain, container: string, size: number) {
  const mark = tag()
  const entries = Array.from({ length: size }, (_, i) => {
    const number = String(i).padStart(3, '0')
    return person(`p${number}-${mark}`, domainName, container, `P${number} One`)
  })
  await runLdapTool('ldapadd', entries.join(''))
  return mark
}

function person(uid: string, domainName: string, container: string, cn: string, more = {}) {
  const mail = `${uid}@${domainName}`
  return ldif.add(`uid=${uid},${container}`, {
    objectClass: ['inetOrgPerson', 'inetLocalMailRecipient', 'smAccount'],
    ...{ uid, cn, displayName: cn, sn: cn.replace(/^\S+ /, ''), mail, mailLocalAddress: mail },
    ...{ mailHost: testedInstance().hostname, smMailbox: 'FALSE', ...more },
  })
}

const total = (page: Page) => page.getByRole('main').getByRole('status')
const row = (page: Page, name: string) =>
  page.getByRole('row').filter({ has: page.getByRole('rowheader').filter({ hasText: name }) })

/** The rows that the page asks for from now on. */
function askedFor(page: Page): string[] {
  const asked: string[] = []
  page.on('request', (request) => {
    const { pathname, searchParams } = new URL(request.url())
    if (pathname === '/api/accounts') asked.push(searchParams.get('offset') ?? 'jump')
  })
  return asked
}

/** Opened, and its scripts have come. */
async function open(page: Page, address: string) {
  await page.goto(address, { waitUntil: 'networkidle' })
}

test('a long list is fetched where it is looked at, up to its end', async ({ page }) => {
  const asked = askedFor(page)
  await open(page, accountsAt(crowd))
  await expect(total(page)).toHaveText(`${SIZE} entries`)
  const table = page.getByRole('table', { name: 'Crowd' })
  await expect(table).toHaveAttribute('aria-rowcount', String(SIZE + 1))
  await expect(row(page, 'P000 One')).toBeInViewport()
  expect(asked).toEqual([])
  await expect.poll(() => endOf(table.getByRole('columnheader').last())).toBeCloseTo(await endOf(table), 0)

  await page.keyboard.press('End')
  await expect(row(page, 'P449 One')).toBeInViewport()
  await expect(row(page, 'P449 One')).toHaveAttribute('aria-rowindex', '451')
  expect(await table.getByRole('row').count()).toBeLessThan(80)
  expect(new Set(asked)).toEqual(new Set(['400']))
  await expectAccessible(page)

  await page.keyboard.press('PageUp')
  await expect(row(page, 'P449 One')).not.toBeInViewport()
  await page.keyboard.press('Home')
  await expect(row(page, 'P000 One')).toBeInViewport()
  await expect(page.getByRole('heading', { name: 'Crowd' })).toBeInViewport()
})

async function endOf(locator: Locator): Promise<number> {
  return locator.evaluate((element) => element.getBoundingClientRect().right)
}

test('scrolling through it meets every entry once, in order', async ({ page }) => {
  await open(page, accountsAt(crowd))
  const seen = new Map<string, string>()
  const main = page.getByRole('main')
  for (let at = 0; seen.size < SIZE; at += 400) {
    await main.evaluate((element, top) => {
      element.scrollTop = top
    }, at)
    await expect(page.getByText('Loading …')).toHaveCount(0)
    for (const [index = '', name = ''] of await rowsOf(page)) {
      expect(seen.get(index) ?? name).toBe(name)
      seen.set(index, name)
    }
    expect(at).toBeLessThan(SIZE * 60)
  }
  const names = [...seen].sort(([a], [b]) => Number(a) - Number(b)).map(([, name]) => name)
  expect(names).toEqual(Array.from({ length: SIZE }, (_, i) => `P${String(i).padStart(3, '0')} One`))
})

/** Index and name of every row that exists. */
function rowsOf(page: Page) {
  return page
    .locator('[data-row] a:first-child bdi')
    .evaluateAll((names) =>
      names.map((name) => [
        name.closest('[data-row]')?.getAttribute('data-row') ?? '',
        name.textContent ?? '',
      ]),
    )
}

test('it goes to what is typed, and is sorted by whatever it shows', async ({ page }) => {
  const asked = askedFor(page)
  await open(page, accountsAt(crowd))
  await page.getByRole('searchbox', { name: 'Go to' }).fill('p31')
  await expect(row(page, 'P310 One')).toBeInViewport()
  await expect(row(page, 'P308 One')).not.toBeInViewport()
  // Wholly below the head of the table.
  const head = (await page.locator('thead th').first().boundingBox()) ?? { y: 0, height: 0 }
  expect((await row(page, 'P310 One').boundingBox())?.y).toBeGreaterThanOrEqual(head.y + head.height - 1)
  expect(asked[0]).toBe('jump')
  expect(asked).not.toContain('100')

  await page.getByRole('columnheader', { name: 'Login' }).getByRole('link').click()
  await expect(page).toHaveURL(/sort=login/)
  await expect(page.getByRole('columnheader', { name: 'Login' })).toHaveAttribute('aria-sort', 'ascending')
  await page.getByRole('button', { name: 'The other way round' }).click()
  await expect(page).toHaveURL(/reverse=yes/)
  await expect(row(page, 'P449 One')).toHaveAttribute('aria-rowindex', '2')
  await page.getByRole('combobox', { name: 'Order' }).selectOption('By address')
  await expect(row(page, 'P000 One')).toHaveAttribute('aria-rowindex', '2')
})

test('a list by name shows the name that it goes by, and what people are called beside it', async ({
  page,
}) => {
  const group = await newGroup(domain, 'Called')
  const called = person(`z-${tag()}`, domain.name, group, 'Zora Last', { displayName: 'Aunt Zora' })
  await runLdapTool('ldapadd', called + person(`m-${tag()}`, domain.name, group, 'Mina Middle'))
  await open(page, accountsAt(group))
  await expect(row(page, 'Mina Middle')).toHaveAttribute('aria-rowindex', '2')
  await expect(row(page, 'Zora Last')).toHaveAttribute('aria-rowindex', '3')
  await expect(row(page, 'Zora Last')).toContainText('Aunt Zora')
})

test('the focus stays with its row when that is scrolled away', async ({ page }) => {
  await open(page, accountsAt(crowd))
  const link = row(page, 'P003 One').getByRole('link')
  await link.focus()
  await page.getByRole('main').evaluate((element) => {
    element.scrollTop = 9000
  })
  await expect(row(page, 'P250 One')).toBeInViewport()
  await expect(link).toBeFocused()
})

test('what others change under an open list is neither a crash nor a wrong row', async ({ page }) => {
  const group = await newGroup(domain, `Changed ${tag()}`)
  const mark = await addPeople(domain, group, 250)
  await open(page, accountsAt(group))
  await expect(total(page)).toHaveText('250 entries')
  await runLdapTool('ldapdelete', '', [`uid=p150-${mark},${group}`, `uid=p000-${mark},${group}`])
  await runLdapTool('ldapadd', person(`new-${mark}`, domain.name, group, 'A New One'))
  const renamed = `dn: uid=p151-${mark},${group}\nchangetype: modrdn\nnewrdn: uid=q151-${mark}\ndeleteoldrdn: 1\n`
  await runLdapTool('ldapmodify', renamed)

  await page.getByRole('searchbox', { name: 'Go to' }).fill('p148')
  await expect(row(page, 'P149 One')).toBeVisible()
  await row(page, 'P152 One').getByRole('link').click()
  await expect(page).toHaveURL(userPage(`p152-${mark}`))
  await page.goBack()
  await expect(row(page, 'P149 One')).toBeInViewport()
  await expect(total(page)).toHaveText('249 entries')
  await expect(row(page, 'P150 One')).toHaveCount(0)
  await page.keyboard.press('Home')
  await expect(row(page, 'A New One')).toBeInViewport()
  await expect(row(page, 'P000 One')).toHaveCount(0)

  await runLdapTool('ldapdelete', '', [`uid=new-${mark},${group}`])
  await page.getByRole('button', { name: 'Look again' }).click()
  await expect(total(page)).toHaveText('248 entries')
  await expect(row(page, 'A New One')).toHaveCount(0)

  await runLdapTool('ldapdelete', '', [`uid=p001-${mark},${group}`])
  await page.evaluate(() => window.dispatchEvent(new Event('focus')))
  await expect(total(page)).toHaveText('247 entries')
  await expect(row(page, 'P001 One')).toHaveCount(0)
  await expect(row(page, 'P002 One')).toBeInViewport()

  // The whole place: that is not one without anybody.
  await runLdapTool('ldapmodify', ldif.move(group, `ou=Elsewhere ${mark}`))
  await page.evaluate(() => window.dispatchEvent(new Event('focus')))
  await expect(page.getByRole('main').getByText('There is no such object.')).toBeVisible()
  await expect(page.getByText('There is nothing here')).toHaveCount(0)
})

test('the key / leads to the box that finds accounts by parts of their names', async ({ page }) => {
  const name = `Ünïque${tag()}`
  const mark = tag()
  await runLdapTool('ldapadd', person(`f-${mark}`, domain.name, crowd, `Zz ${name}`))
  await open(page, '/aliases')
  await page.keyboard.press('/')
  await expect(page.getByRole('searchbox', { name: 'Find accounts' })).toBeFocused()
  await page.keyboard.type(name.slice(1, 12))
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(`/accounts/find?text=${encodeURIComponent(name.slice(1, 12))}`)
  await expect(total(page)).toHaveText('1 entry')
  await expect(row(page, name)).toContainText(`${domain.name} / Crowd`)
  await expectAccessible(page)
  await row(page, name).getByRole('link', { name: 'Crowd' }).click()
  await expect(page).toHaveURL(accountsAt(crowd))
  await runLdapTool('ldapdelete', '', [`uid=f-${mark},${crowd}`])
})

test('criteria are a link, whose reader finds what the own scope holds', async ({
  page,
  browser,
  baseURL,
}) => {
  const other = await newDomain()
  const reader = await newAccount(other, { role: 'domainAdministrator', lastName: 'Reader' })
  const mark = `desc${tag()}`
  const about = { description: `about ${mark}`, smAccountStatus: 'suspended' }
  await runLdapTool(
    'ldapadd',
    person(`x-${mark}`, domain.name, crowd, 'Here Found', about) +
      person(`y-${mark}`, other.name, other.dn, 'There Found', about),
  )
  await open(page, '/accounts/find')
  await expect(total(page)).toHaveText(/^\d{3} entries$/)
  await page.getByText('More criteria').click()
  await page.getByRole('textbox', { name: 'Description' }).fill(mark)
  await page.getByRole('combobox', { name: 'State' }).selectOption('Suspended')
  await page.getByRole('main').getByRole('button', { name: 'Find' }).click()
  await expect(page).toHaveURL(`/accounts/find?description=${mark}&status=suspended`)
  await expect(total(page)).toHaveText('1 entry')
  await expect(row(page, 'Here Found')).toBeVisible()
  await expect(page.getByRole('textbox', { name: 'Description' })).toHaveValue(mark)

  const elsewhere = await browser.newContext({ baseURL, ignoreHTTPSErrors: true, locale: 'en-US' })
  await signedIn(elsewhere, reader)
  const linked = await elsewhere.newPage()
  await linked.goto(page.url())
  await expect(total(linked)).toHaveText('1 entry')
  await expect(row(linked, 'There Found')).toBeVisible()
  await elsewhere.close()
  await runLdapTool('ldapdelete', '', [`uid=x-${mark},${crowd}`])
})

test('a list is exported as a table without formulas, and as LDIF without passwords', async ({ page }) => {
  const group = await newGroup(domain, `Exported ${tag()}`)
  const mark = await addPeople(domain, group, 130)
  const more = { description: '=HYPERLINK("http://x.example")', userPassword: 'a secret' }
  await runLdapTool('ldapadd', person(`z-${mark}`, domain.name, group, 'Zoë "Z" One, B.', more))
  await open(page, `${accountsAt(group)}&reverse=yes`)

  const csv = await downloaded(page, page.getByRole('link', { name: 'Export as CSV' }))
  expect(csv.name).toBe('accounts.csv')
  const lines = csv.text.split('\r\n')
  expect(lines[0]).toBe('\uFEFF"Name","Kind","Login","Address","Role","State","Where","Description"')
  const where = `"${domain.name} / ${/ou=([^,]+)/.exec(group)?.[1]}"`
  const login = `z-${mark}`
  expect(lines[1]).toBe(
    `"Zoë ""Z"" One, B.","Account","${login}","${login}@${domain.name}","","",${where},"'=HYPERLINK(""http://x.example"")"`,
  )
  expect(lines.slice(2, 4).map((line) => line.slice(0, 10))).toEqual(['"P129 One"', '"P128 One"'])
  expect(lines).toHaveLength(133)

  const exported = await downloaded(page, page.getByRole('link', { name: 'Export as LDIF' }))
  expect(exported.name).toBe('accounts.ldif')
  expect(exported.text).not.toMatch(/userPassword|secret/i)
  const read = await runLdapTool('ldapadd', exported.text, ['-n'])
  expect(read.match(/^!adding new entry/gm)).toHaveLength(131)
})

async function downloaded(page: Page, link: Locator): Promise<{ name: string; text: string }> {
  const [download] = await Promise.all([page.waitForEvent('download'), link.click()])
  return { name: download.suggestedFilename(), text: await readFile(await download.path(), 'utf8') }
}

for (const language of ['en', 'he']) {
  test(`on a phone it shows names and is scrolled to its end too: ${language}`, async ({
    page,
    context,
    baseURL,
  }) => {
    await context.addCookies([{ name: 'sm-language', value: language, url: `${baseURL}` }])
    await page.setViewportSize({ width: 375, height: 740 })
    await open(page, accountsAt(crowd))
    const name = row(page, 'P000 One').getByText('P000 One', { exact: true })
    await expect
      .poll(() =>
        name.evaluate(({ clientWidth, scrollWidth }) => clientWidth > 30 && scrollWidth <= clientWidth),
      )
      .toBe(true)
    await page.keyboard.press('End')
    await expect(row(page, 'P449 One')).toBeInViewport()
    const heights = await page
      .locator('[data-row]')
      .evaluateAll((rows) => [...new Set(rows.map((each) => each.getBoundingClientRect().height))])
    expect(heights).toHaveLength(1)
    await expectAccessible(page)
  })
}
