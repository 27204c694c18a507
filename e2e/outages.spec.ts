/** Servers that do not answer: which one it is, how it is started, and nothing lost over it. */
import { rmSync } from 'node:fs'
import net from 'node:net'
import type { Page } from '@playwright/test'
import { accountsAt } from '@/app/(console)/places'
import { listeningOf } from '@/lib/agent/listening'
import { findConsoleProcess } from '@/lib/instance/console-processes'
import { append } from '@/lib/instance/cyrus/testing'
import { runLdapTool } from '@/lib/instance/testing'
import { until } from '@/lib/instance/until'
import { manyAccounts, newDomain, tag } from './accounts'
import { openFolderPages } from './folder-outage'
import { createAccount, fillNewUser, openNewUser, save } from './forms'
import {
  addUser,
  domainDn,
  entryExists,
  imapTalk,
  ldapValues,
  mailboxesOf,
  quotaOf,
  standardMailboxes,
  subjectsIn,
  userDn,
} from './mail'
import {
  expect,
  hold,
  killConsole,
  letGo,
  processesOf,
  signInAsManager,
  start,
  startEverything,
  stop,
  test,
} from './outage'
import { manager } from './people'
import { testedInstance } from './test'

const inMain = (page: Page) => page.getByRole('main')
const notice = (page: Page) => inMain(page).getByRole('alert')
const nothingLost = 'Nothing you typed is lost: send it again afterwards.'
/** A command as it is pasted in the clone. */
const startSlapd = () => `bin/server-manager --instance ${testedInstance().name} service start slapd`
const comesBack = 'This page comes back by itself as soon as the server answers.'

/** Held by a signal it keeps its ports and says nothing; stopped, nobody listens there. */
const outages = [
  ['held', hold, async () => letGo()],
  ['stopped', stop, start],
] as const

for (const [how, takeAway, bringBack] of outages) {
  test(`slapd ${how}: a form keeps what was typed, and another page comes back by itself`, async ({
    page,
    context,
  }) => {
    const domain = `${tag()}.example`
    await signInAsManager(page, '/accounts/domains/new')
    await page.getByLabel('Domain name').fill(domain)
    await page.getByLabel('Description').fill('Typed before the outage')
    await takeAway('slapd')

    await page.getByRole('button', { name: 'Create domain' }).click()
    await expect(notice(page)).toContainText('The server slapd does not answer.', { timeout: 20_000 })
    await expect(notice(page)).toContainText(startSlapd())
    await expect(notice(page)).toContainText(nothingLost)
    await expect(page.getByLabel('Domain name')).toHaveValue(domain)
    await expect(page.getByLabel('Description')).toHaveValue('Typed before the outage')

    const other = await context.newPage()
    await other.goto('/aliases')
    await expect(other.getByRole('heading', { name: 'The server slapd does not answer.' })).toBeVisible({
      timeout: 20_000,
    })
    await expect(other.getByText(startSlapd())).toBeVisible()
    await expect(other.getByText(comesBack)).toBeVisible()

    await bringBack('slapd')
    await expect(other.getByRole('heading', { name: 'Aliases' })).toBeVisible({ timeout: 30_000 })
    expect(await entryExists(domainDn(domain))).toBe(false)
    await page.getByRole('button', { name: 'Create domain' }).click()
    await expect(page.getByRole('heading', { name: domain })).toBeVisible()
    expect(await ldapValues(domainDn(domain), 'description')).toEqual(['Typed before the outage'])
  })

  test(`Cyrus ${how}: folders say so, an account is not half made, all goes on when it is started in Mail Services`, async ({
    page,
    context,
  }) => {
    const { name: domain } = await newDomain()
    const login = `ida-${tag()}`
    await signInAsManager(page)
    await openNewUser(page, domain)
    await fillNewUser(page, {
      ...{ domain, login, password: 'the word of Ida', firstName: 'Ida', lastName: 'Wartet' },
      quota: ['50', 'MB'],
      mustChangePassword: false,
    })
    const folders = await openFolderPages(context)
    await takeAway('cyrus')

    await folders.ask()
    await page.bringToFront()
    await createAccount(page)
    await expect(notice(page)).toContainText('The server cyrus does not answer.', { timeout: 30_000 })
    await expect(notice(page)).toContainText(nothingLost)
    expect(await entryExists(userDn(login, domain))).toBe(false)
    await folders.areWithoutCyrus()

    // Where it is started opens beside the form.
    const opened = page.waitForEvent('popup')
    await notice(page).getByRole('link', { name: 'Start it in Mail Services' }).click()
    const services = await opened
    await expect(rowOf(services, 'cyrus')).toContainText('Down')
    await services.getByRole('button', { name: 'Start cyrus' }).click()
    await expect(services.getByText('cyrus was started.')).toBeVisible({ timeout: 40_000 })
    await expect(rowOf(services, 'cyrus')).toContainText('Up')
    await services.close()
    await folders.areBack()

    await expect(page.getByLabel('Login')).toHaveValue(login)
    await expect(page.getByLabel('Password', { exact: true })).toHaveValue('the word of Ida')
    await expect(page.getByRole('textbox', { name: 'Quota' })).toHaveValue('50')
    await createAccount(page)
    await expect(page.getByRole('heading', { name: 'Ida Wartet' })).toBeVisible({ timeout: 20_000 })
    expect(await mailboxesOf(login)).toEqual(standardMailboxes(login))
    expect(await quotaOf(login)).toEqual({ used: 0, limit: 50 * 1024 })
  })
}

test('signing in while slapd is down says so, keeps what was typed, and works afterwards', async ({
  page,
}) => {
  await page.goto('/sign-in?from=%2Faliases')
  await page.getByLabel('Login').fill(manager.login)
  await page.getByLabel('Password', { exact: true }).fill(manager.password)
  await stop('slapd')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(notice(page)).toContainText('The server slapd does not answer.', { timeout: 20_000 })
  await expect(notice(page)).toContainText(startSlapd())
  await expect(page.getByLabel('Login')).toHaveValue(manager.login)
  await expect(page.getByLabel('Password', { exact: true })).toHaveValue(manager.password)
  await start('slapd')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('heading', { name: 'Aliases' })).toBeVisible()
})

test('an account is looked at and changed while Cyrus is down; only its quota is not', async ({ page }) => {
  const { name: domain } = await newDomain()
  const { login } = await addUser(`jan-${tag()}`, domain)
  await signInAsManager(page, `/accounts/users/${login}`)
  await expect(page.getByRole('meter')).toHaveText('0 bytes of 10 MB used')
  await stop('cyrus')
  await page.reload()
  await expect(page.getByText('Cyrus does not answer')).toBeVisible()
  await expect(page.getByRole('textbox', { name: 'Quota' })).toHaveCount(0)
  await page.getByLabel('First name').fill('Johannes')
  await save(page)
  await expect(page.getByText('Saved.')).toBeVisible()
  expect(await ldapValues(userDn(login, domain), 'givenName')).toEqual(['Johannes'])
})

test('a lost list of all folders is recovered by a job that reports of each folder', async ({ page }) => {
  const domain = await newDomain()
  const anna = await addUser(`u${tag()}`, domain.name)
  const letter = append('INBOX', 'Subject: still there\n\nText')
  expect((await imapTalk(anna, [letter])).at(-1)).toContain(' OK ')
  await signInAsManager(page, '/recovery')
  await stop('cyrus')
  rmSync(`${testedInstance().paths.cyrusData}/conf/mailboxes.db`)
  await start('cyrus')
  expect(await mailboxesOf(anna.login)).toEqual([])

  const button = page.getByRole('button', { name: 'Stop Cyrus and recover the list' })
  await page.getByLabel('Name of this server').fill('yes')
  await button.click()
  await expect(page.getByText('Please type mail.example.com to confirm.')).toBeVisible()
  await page.getByLabel('Name of this server').fill('mail.example.com')
  await button.click()
  await expect(page.getByText('Finished')).toBeVisible({ timeout: 40_000 })
  const report = page.getByRole('table', { name: 'Folder by folder' })
  await expect(report.getByRole('row', { name: `user/${anna.login}` })).toContainText('Was not in the list')
  expect(await subjectsIn(anna, 'INBOX')).toEqual(['still there'])
})

test('slapd stopped in the middle of a job: its page keeps how far it was, and the job goes on by itself', async ({
  page,
}) => {
  const { dn } = await newDomain()
  await runLdapTool('ldapmodify', manyAccounts(dn, 800))
  await signInAsManager(page, accountsAt(dn))
  await page
    .getByRole('checkbox', { name: /^Mark / })
    .first()
    .check()
  await page.getByRole('button', { name: 'Mark every account that matches' }).click()
  await page.getByRole('button', { name: 'Change …' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Look at what it means' }).click()
  await expect(dialog.getByText('It is done to 800 accounts.')).toBeVisible()
  await dialog.getByRole('button', { name: 'Start' }).click()
  const progress = inMain(page).getByText(/^\d+ of 800 done$/)
  const done = async () => Number.parseInt((await progress.textContent()) ?? '', 10)
  await expect.poll(done, { timeout: 40_000 }).toBeGreaterThan(20)
  await stop('slapd')
  await expect(notice(page)).toContainText('The server slapd does not answer.')
  expect(await done()).toBeGreaterThan(20)
  await start('slapd')
  await expect(progress).toHaveText('800 of 800 done', { timeout: 60_000 })
  const suspended = ['-LLL', '-b', dn, '(smAccountStatus=suspended)', '1.1']
  expect((await runLdapTool('ldapsearch', '', suspended)).match(/^dn: /gm)).toHaveLength(800)
})

test('a form that is sent while the web process is killed keeps what was typed', async ({ page }) => {
  const domain = `${tag()}.example`
  await signInAsManager(page, '/accounts/domains/new')
  await page.getByLabel('Domain name').fill(domain)
  // Held so that the answer is still awaited when the process dies.
  await hold('slapd')
  const asked = page.waitForRequest((request) => request.method() === 'POST')
  await page.getByRole('button', { name: 'Create domain' }).click()
  await asked
  const [killed] = killConsole('web')
  letGo()
  await expect(notice(page)).toContainText('The console does not answer.', { timeout: 20_000 })
  await expect(notice(page)).toContainText(nothingLost)
  await expect(page.getByLabel('Domain name')).toHaveValue(domain)

  await startEverything()
  expect(pidOfWeb()).not.toBe(killed)
  await page.getByRole('button', { name: 'Create domain' }).click()
  await expect(page.getByRole('heading', { name: domain })).toBeVisible()
  expect(await entryExists(domainDn(domain))).toBe(true)
})

test('a page that is asked for while the web process is killed comes by itself', async ({ page }) => {
  await signInAsManager(page)
  await hold('slapd')
  const asked = page.waitForRequest((request) => request.url().endsWith('/aliases'))
  const going = page.goto('/aliases')
  await asked
  killConsole('web')
  letGo()
  expect([502, 503]).toContain((await going)?.status())
  await expect(page.getByRole('heading', { name: 'The console is not available' })).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Aliases' })).toBeVisible({ timeout: 40_000 })
})

test.describe('Mail Services', () => {
  test.beforeEach(({ page }) => signInAsManager(page, '/system/services'))

  test('stops, starts, restarts and reloads a server', async ({ page }) => {
    for (const name of ['slapd', 'saslauthd', 'cyrus', 'postfix', 'apache', 'proftpd', 'agent']) {
      await expect(rowOf(page, name)).toContainText('Up')
    }
    const facts = page.locator('section', { has: page.getByRole('heading', { name: /^proftpd \d+\.\d+/ }) })
    await expect(facts).toContainText(`127.0.0.1:${testedInstance().ports.ftp}`, { timeout: 20_000 })
    await expect(facts).toContainText('Running since')
    await expect(facts).toContainText('Last errors')
    const link = facts.getByRole('link', { name: 'Configuration of proftpd' })
    await expect(link).toHaveAttribute('href', '/configuration/proftpd')
    await page.getByRole('button', { name: 'Stop slapd' }).click()
    const warning = page.getByRole('alertdialog', { name: 'Stop slapd?' })
    await expect(warning).toContainText('These servers need it: saslauthd, cyrus, postfix, and proftpd.')
    await warning.getByRole('button', { name: 'Cancel' }).click()
    await expect(warning).toBeHidden()

    const [first] = await processesOf('proftpd')
    await page.getByRole('button', { name: 'Stop proftpd' }).click()
    const dialog = page.getByRole('alertdialog', { name: 'Stop proftpd?' })
    await expect(dialog).toContainText('No files can be transferred.')
    await dialog.getByRole('button', { name: 'Stop proftpd' }).click()
    await expect(page.getByText('proftpd was stopped.')).toBeVisible({ timeout: 20_000 })
    await expect(rowOf(page, 'proftpd')).toContainText('Down')
    await expect(rowOf(page, 'proftpd')).toContainText('Nobody listens there')
    await expect(facts).toContainText('It does not run.', { timeout: 20_000 })
    expect(await processesOf('proftpd')).toEqual([])
    expect(await greetingOf(testedInstance().ports.ftp)).toBe('')

    await page.getByRole('button', { name: 'Start proftpd' }).click()
    await expect(page.getByText('proftpd was started.')).toBeVisible({ timeout: 20_000 })
    await expect(rowOf(page, 'proftpd')).toContainText('Up')
    expect(await greetingOf(testedInstance().ports.ftp)).toMatch(/^220 /)
    const [second] = await processesOf('proftpd')
    expect(second).not.toBe(first)

    await page.getByRole('button', { name: 'Restart proftpd' }).click()
    await expect(page.getByText('proftpd was restarted.')).toBeVisible({ timeout: 20_000 })
    await expect(rowOf(page, 'proftpd')).toContainText('Up')
    const [third] = await processesOf('proftpd')
    expect(third).not.toBe(second)

    await page.getByRole('button', { name: 'Reload proftpd' }).click()
    await expect(page.getByText('proftpd has read its configuration again.')).toBeVisible()
    expect((await processesOf('proftpd'))[0]).toBe(third)
    expect(await greetingOf(testedInstance().ports.ftp)).toMatch(/^220 /)
  })

  test('a server stopped from outside is shown as down without a reload of the page', async ({ page }) => {
    await stop('proftpd')
    await expect(rowOf(page, 'proftpd')).toContainText('Down', { timeout: 15_000 })
    await start('proftpd')
    await expect(rowOf(page, 'proftpd')).toContainText('Up', { timeout: 15_000 })
  })

  for (const name of ['proftpd', 'postfix', 'cyrus'] as const) {
    test(`${name} held by a signal counts as down although it has a pid, and is started`, async ({
      page,
    }) => {
      const before = await processesOf(name)
      await hold(name)
      await expect(rowOf(page, name)).toContainText('Its main process does not run', { timeout: 20_000 })
      await expect(rowOf(page, name)).toContainText('Down')
      expect(await processesOf(name)).toEqual(before)
      await page.getByRole('button', { name: `Start ${name}` }).click()
      await expect(page.getByText(`${name} was started.`)).toBeVisible({ timeout: 40_000 })
      await expect(rowOf(page, name)).toContainText('Up')
      expect(await processesOf(name)).not.toContain(before[0])
    })
  }

  test('the agent held: the page says so and how it comes back, and it does by itself', async ({ page }) => {
    const [before] = await processesOf('proftpd')
    const held = findConsoleProcess(testedInstance(), 'agent')
    await hold('agent')
    await page.getByRole('button', { name: 'Restart proftpd' }).click()
    await expect(page.getByText('The server agent does not answer.')).toBeVisible({ timeout: 15_000 })
    await expect(rowOf(page, 'agent')).toContainText('Down', { timeout: 20_000 })
    await expect(rowOf(page, 'agent')).toContainText('started again by itself, within half a minute.')
    await expect
      .poll(() => findConsoleProcess(testedInstance(), 'agent').some((pid) => !held.includes(pid)), {
        timeout: 60_000,
      })
      .toBe(true)
    await expect(rowOf(page, 'agent')).toContainText('Up', { timeout: 30_000 })
    // What was given up is not done later.
    expect((await processesOf('proftpd'))[0]).toBe(before)
  })

  test('the agent killed is back by itself and does what it is told', async ({ page }) => {
    killConsole('agent')
    await startEverything()
    await expect(rowOf(page, 'agent')).toContainText('Up', { timeout: 20_000 })
    const [before] = await processesOf('proftpd')
    await page.getByRole('button', { name: 'Restart proftpd' }).click()
    await expect(page.getByText('proftpd was restarted.')).toBeVisible({ timeout: 20_000 })
    expect((await processesOf('proftpd'))[0]).not.toBe(before)
  })

  test('slapd stopped here: the page says how it is started and comes back by itself', async ({ page }) => {
    await page.getByRole('button', { name: 'Stop slapd' }).click()
    const dialog = page.getByRole('alertdialog', { name: 'Stop slapd?' })
    await expect(dialog).toContainText('Nobody can sign in any more')
    await dialog.getByRole('button', { name: 'Stop slapd' }).click()
    await expect(notice(page)).toContainText('The server slapd does not answer.', { timeout: 20_000 })
    await expect(notice(page)).toContainText(startSlapd())
    expect(await processesOf('slapd')).toEqual([])
    await start('slapd')
    await expect(notice(page)).toHaveCount(0, { timeout: 20_000 })
    await expect(rowOf(page, 'slapd')).toContainText('Up')
  })

  test('Apache stopped here cuts the answer: the page says so and comes back by itself', async ({ page }) => {
    await page.getByRole('button', { name: 'Stop apache' }).click()
    const dialog = page.getByRole('alertdialog', { name: 'Stop apache?' })
    await expect(dialog).toContainText('This console can only be reached on the server itself')
    await dialog.getByRole('button', { name: 'Stop apache' }).click()
    await expect(page.getByText('The console does not answer.').first()).toBeVisible({ timeout: 20_000 })
    await expect.poll(() => processesOf('apache')).toEqual([])
    await test.step('on the server itself the console answers, and nowhere else', async () => {
      const own = `127.0.0.1:${testedInstance().ports.web}`
      const answer = await fetch(`http://${own}/sign-in`)
      expect(answer.status).toBe(200)
      expect(await answer.text()).toContain('type="password"')
      expect(listeningOf([pidOfWeb() ?? 0])).toEqual({ addresses: [own], sockets: [] })
    })
    await start('apache')
    if (await dialog.isVisible()) await dialog.getByRole('button', { name: 'Cancel' }).click()
    await expect(page.getByText('The console does not answer.')).toHaveCount(0, { timeout: 20_000 })
    await expect(rowOf(page, 'apache')).toContainText('Up')
    await page.getByRole('link', { name: 'Audit Log' }).click()
    const row = page.getByRole('row').filter({ hasText: 'Stop a server' }).filter({ hasText: 'apache' })
    await expect(row.first()).toContainText('Done')
  })

  test('Apache restarted here answers again, and the page with it', async ({ page }) => {
    const [before] = await processesOf('apache')
    await page.getByRole('button', { name: 'Restart apache' }).click()
    await expect(page.getByText(/The console does not answer\.|apache was restarted\./).first()).toBeVisible({
      timeout: 20_000,
    })
    await expect.poll(async () => (await processesOf('apache'))[0], { timeout: 20_000 }).not.toBe(before)
    await expect(page.getByRole('button', { name: 'Restart apache' })).toBeEnabled()
    await expect(rowOf(page, 'apache')).toContainText('Up')
    // With it goes what moves the rows down.
    await expect(inMain(page).getByText('The console does not answer.')).toHaveCount(0)
    await page.getByRole('button', { name: 'Reload proftpd' }).click()
    await expect(page.getByText('proftpd has read its configuration again.')).toBeVisible()
  })
})

const rowOf = (page: Page, service: string) =>
  page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: new RegExp(`^${service}`) }) })

const pidOfWeb = () => findConsoleProcess(testedInstance(), 'web')[0]

/** What a server says when one connects; nothing when nobody listens. */
async function greetingOf(port: number): Promise<string> {
  let said = ''
  const socket = net.connect({ host: '127.0.0.1', port })
  socket.on('data', (data) => {
    said += data
  })
  let ended = false
  for (const event of ['error', 'close']) socket.on(event, () => (ended = true))
  await until(() => ended || said.includes('\n'), 5000)
  socket.destroy()
  return said
}
