/** kill -9 in the middle of a change: what was begun is whole afterwards, or gone, or shown as what is left of it. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Page } from '@playwright/test'
import Database from 'better-sqlite3'
import { serverManager } from '@/lib/cli/testing'
import { consoleProcessNames, findConsoleProcess } from '@/lib/instance/console-processes'
import { stopAll } from '@/lib/instance/run'
import { newDomain, tag } from './accounts'
import { createAccount, fillNewUser, openNewUser } from './forms'
import { addUser, entryExists, imapTalk, mailboxesOf, quotaOf, standardMailboxes, userDn } from './mail'
import {
  consoleAnswers,
  expect,
  hold,
  isAsked,
  killConsole,
  letGo,
  signInAsManager,
  startEverything,
  test,
} from './outage'
import { manager } from './people'
import { testedInstance } from './test'

const PASSWORD = 'the word of Karla'

test('settings wait to be kept, and are, whoever is killed meanwhile', async ({ page }) => {
  const conf = path.join(testedInstance().paths.etc, 'proftpd.conf')
  const before = readFileSync(conf, 'utf8')
  const isOff = () => /^#\(off\) AuthPAM off$/m.test(readFileSync(conf, 'utf8'))
  const question = page.getByRole('region', { name: 'Keep these settings?' })
  const left = async () => Number(/in (\d+) second/.exec((await question.textContent()) ?? '')?.[1])
  await signInAsManager(page)
  await page.goto('/configuration/proftpd?find=AuthPAM', { waitUntil: 'networkidle' })
  await page.getByRole('button', { name: 'Switch AuthPAM off' }).click()
  await page.getByRole('button', { name: 'See what they do' }).click()
  await page.getByLabel('Your password').fill(manager.password)
  await page.getByRole('button', { name: 'Apply' }).click()
  await expect(question).toBeVisible({ timeout: 60_000 })
  const atFirst = await left()

  const [web, agent] = [killConsole('web'), killConsole('agent')]
  await consoleAnswers()
  await page.goto('/aliases')
  await expect(question).toBeVisible({ timeout: 30_000 })
  // It goes on counting, and does not begin anew.
  expect(await left()).toBeLessThan(atFirst)
  expect(isOff()).toBe(true)
  killConsole('web')
  await consoleAnswers()
  await question.getByRole('button', { name: 'Keep them' }).click()
  await expect(page.getByText('The new settings are in use.')).toBeVisible({ timeout: 30_000 })
  expect(isOff()).toBe(true)
  const running = consoleProcessNames.flatMap((name) => findConsoleProcess(testedInstance(), name))
  expect(running.filter((pid) => [...web, ...agent].includes(pid))).toEqual([])

  const command = (...argv: string[]) => serverManager(testedInstance(), ['config', ...argv])
  const [{ number, outcome }] = JSON.parse((await command('history', '--json')).stdout)
  expect(outcome).toBe('kept')
  const { code, stderr } = await command('revert', String(number), '--keep')
  expect(code, stderr).toBe(0)
  expect(readFileSync(conf, 'utf8')).toBe(before)
})

test('Cyrus held, a user submitted, the web process killed, everything restarted', async ({ page }) => {
  const { domain, login } = await filledForm(page)
  await hold('cyrus')
  await createAccount(page)
  await expect.poll(() => recordOf(login)?.state).toBe('open')
  await crash()

  await expect(page.getByRole('main').getByRole('alert')).toContainText('The console does not answer.')
  const outcome = await settled(await page.context().newPage(), login, 'Create an account')
  expect(await accountLeft(login, domain)).toBe(outcome)

  // What was typed is still there: sent again it is made, or refused because it was.
  await createAccount(page)
  if (outcome === 'gone') await expect(page.getByRole('heading', { name: 'Karla Krach' })).toBeVisible()
  else await expect(page.getByText('This login is already in use.').first()).toBeVisible()
  expect(await accountLeft(login, domain)).toBe('whole')
})

test('Cyrus held and the web process killed between the entry and the mailbox of a user', async ({
  page,
}) => {
  const { domain, login } = await filledForm(page)
  // Cyrus is asked first whether the name is free; slapd is held while it says so, to be faster than the mailbox.
  await hold('cyrus')
  await createAccount(page)
  await expect.poll(() => recordOf(login)?.state).toBe('open')
  await expect.poll(() => isAsked(testedInstance().ports.imap)).toBe(true)
  await hold('slapd')
  letGo('cyrus')
  await expect.poll(() => recordOf(login)?.steps).toEqual(['entry begun'])
  await hold('cyrus')
  letGo('slapd')
  await expect.poll(() => recordOf(login)?.steps).toEqual(['entry done', 'mailbox begun'])
  killConsole('web')
  expect(await entryExists(userDn(login, domain))).toBe(true)

  await test.step('while Cyrus does not answer, it is shown as open with what is left', async () => {
    await consoleAnswers()
    const audit = await page.context().newPage()
    await openAudit(audit, login, 'Create an account')
    await expect(stateOf(audit, 'Create an account')).toHaveText('Under way')
    await rowOf(audit, 'Create an account').getByText('What was begun').click()
    await expect(rowOf(audit, 'Create an account').getByRole('definition')).toHaveText(['done', 'begun'])
    await expect(rowOf(audit, 'Create an account').getByRole('term')).toHaveText([
      'Entry in the directory',
      'Mailbox',
    ])
    await audit.close()
  })

  await crash()
  const outcome = await settled(await page.context().newPage(), login, 'Create an account')
  expect(await accountLeft(login, domain)).toBe(outcome)
})

test('Cyrus held while a user is deleted, and the web process killed', async ({ page }) => {
  const { name: domain } = await newDomain()
  const login = `karl-${tag()}`
  await addUser(login, domain)
  await signInAsManager(page, `/accounts/users/${login}`)
  await page.getByRole('button', { name: 'Delete' }).click()
  const dialog = page.getByRole('alertdialog')
  const confirm = dialog.getByRole('button', { name: 'Delete the account' })
  await confirm.waitFor()
  await hold('cyrus')
  await confirm.click()
  await expect.poll(() => recordOf(login)?.state).toBe('open')
  await crash()

  await expect(dialog.getByRole('alert')).toContainText('The console does not answer.')
  const outcome = await settled(await page.context().newPage(), login, 'Delete an account')
  const left = { entry: await entryExists(userDn(login, domain)), mailboxes: await mailboxesOf(login) }
  if (outcome === 'whole') expect(left).toEqual({ entry: false, mailboxes: [] })
  else expect(left).toEqual({ entry: true, mailboxes: [`user/${login}`] })

  await confirm.click()
  await expect.poll(() => entryExists(userDn(login, domain))).toBe(false)
  expect(await mailboxesOf(login)).toEqual([])
})

async function filledForm(page: Page): Promise<{ domain: string; login: string }> {
  const { name: domain } = await newDomain()
  const login = `karla-${tag()}`
  await signInAsManager(page)
  await openNewUser(page, domain)
  await fillNewUser(page, {
    ...{ domain, login, password: PASSWORD, firstName: 'Karla', lastName: 'Krach' },
    quota: ['30', 'MB'],
    mustChangePassword: false,
  })
  return { domain, login }
}

/** The web process killed, Cyrus let go, every server restarted. */
async function crash(): Promise<void> {
  killConsole('web')
  letGo()
  await stopAll(testedInstance())
  await startEverything()
}

/** What the console has noted of the last change to an account, while none of its pages can be asked. */
function recordOf(login: string): { state: string; steps: string[] } | undefined {
  const database = new Database(testedInstance().paths.database, { readonly: true })
  try {
    const query = 'SELECT state, steps FROM "Intent" WHERE targetName = ? ORDER BY at DESC LIMIT 1'
    const row = database.prepare<[string], { state: string; steps: string }>(query).get(login)
    const steps: { name: string; state: string }[] = JSON.parse(row?.steps ?? '[]')
    return row && { state: row.state, steps: steps.map(({ name, state }) => `${name} ${state}`) }
  } finally {
    database.close()
  }
}

async function openAudit(page: Page, login: string, what: string): Promise<void> {
  await page.goto(`/system/audit?target=${login}`)
  await expect(rowOf(page, what)).toHaveCount(1, { timeout: 5000 })
}

const rowOf = (page: Page, what: string) => page.getByRole('row').filter({ hasText: what })
const stateOf = (page: Page, what: string) => rowOf(page, what).getByRole('cell').last()

/** What the audit log says of a change once it is settled, which it is as soon as all servers answer. */
async function settled(page: Page, login: string, what: string): Promise<'whole' | 'gone'> {
  await expect(async () => {
    await openAudit(page, login, what)
    await expect(stateOf(page, what)).toHaveText(/Done|Finished later|Refused|Taken back/, { timeout: 1000 })
  }).toPass({ timeout: 30_000 })
  const state = await stateOf(page, what).textContent()
  return state === 'Done' || state === 'Finished later' ? 'whole' : 'gone'
}

/** What there is of the account, by ldapsearch and IMAP. */
async function accountLeft(login: string, domain: string): Promise<'whole' | 'gone'> {
  const [entry, mailboxes] = [await entryExists(userDn(login, domain)), await mailboxesOf(login)]
  if (!entry && mailboxes.length === 0) return 'gone'
  expect(entry).toBe(true)
  expect(mailboxes).toEqual(standardMailboxes(login))
  expect(await quotaOf(login)).toEqual({ used: 0, limit: 30 * 1024 })
  const [signedIn] = await imapTalk({ login, password: PASSWORD }, [])
  expect(signedIn).toContain(' OK ')
  return 'whole'
}
