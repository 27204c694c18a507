/** The servers' settings, changed in the browser, and what the servers' own tools say of them then. */
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Page } from '@playwright/test'
import { mustRun } from '@/lib/instance/program'
import { signedIn, tag } from './accounts'
import { manager } from './people'
import { expect, expectAccessible, test, testedInstance } from './test'

// There is one configuration, and one change of it at a time.
test.describe.configure({ mode: 'serial' })

test.beforeEach(async ({ context }) => {
  await signedIn(context, manager)
})

test('parameters are put together over pages and a reload, and applied together', async ({ page }) => {
  await openField(page, 'postfix', 'message_size_limit')
  const field = page.getByLabel('message_size_limit', { exact: true })
  await field.fill('lots')
  const filter = page.getByLabel('Filter')
  await filter.fill('maximal_backoff_time')
  // By keys, which a number and its unit are taken apart and put together between.
  const time = page.getByLabel('maximal_backoff_time', { exact: true })
  await time.clear()
  await time.pressSequentially('1h30m')
  await expect(time).toHaveValue('1h30m')
  await page.getByRole('button', { name: 'See what they do' }).click()
  await expect(field).toBeFocused()
  await expect(field).toHaveAttribute('aria-invalid', 'true')
  await expect(field).toBeInViewport()
  await expect(page.getByText('Please give a size such as 500 kB, 10 MB or 2 GB.')).toBeInViewport()
  await expect(field).toHaveValue('lots')
  await field.clear()
  await field.pressSequentially('31')
  await page.getByLabel('Unit of message_size_limit').selectOption('MB')

  // In the order in which Postfix looks at them.
  await openField(page, 'postfix', 'smtpd_helo_restrictions')
  await page.getByLabel('smtpd_helo_restrictions, number 1').fill('permit_mynetworks')
  await page.getByRole('button', { name: 'Add another' }).click()
  await page.getByLabel('smtpd_helo_restrictions, number 2').fill('reject_invalid_helo_hostname')
  await page.getByRole('button', { name: 'Move reject_invalid_helo_hostname up' }).click()
  await expect(page.getByLabel('smtpd_helo_restrictions, number 1')).toHaveValue(
    'reject_invalid_helo_hostname',
  )

  // What counts for one service only leaves what counts for all of them to be set.
  await openField(page, 'postfix', 'smtpd_sasl_auth_enable')
  await expect(page.getByText('Only for 127.0.0.1:')).toBeVisible()
  await expect(page.getByLabel('smtpd_sasl_auth_enable', { exact: true })).toHaveValue('')
  await openField(page, 'slapd', 'olcAccess')
  await expect(page.getByText(/^\{0\}to /)).toBeVisible()
  await openField(page, 'proftpd', 'MaxInstances')
  await page.getByLabel('MaxInstances', { exact: true }).fill('41')
  await openField(page, 'apache', 'ServerSignature')
  await page.getByLabel('ServerSignature', { exact: true }).selectOption('EMail')
  await page.reload({ waitUntil: 'networkidle' })
  await expect(page.getByText('5 changes are not applied yet')).toBeVisible()
  await page.getByRole('button', { name: 'See what they do' }).click()
  const rules = page.getByText('smtpd_helo_restrictions = reject_invalid_helo_hostname, permit_mynetworks')
  await expect(rules).toBeVisible()
  await page.getByRole('button', { name: 'Undo smtpd_helo_restrictions' }).click()
  await expect(rules).toHaveCount(0)
  const difference = page.getByRole('table', { name: 'Difference of postfix/main.cf' })
  await expect(difference.locator('ins')).toContainText([
    'maximal_backoff_time = 90m',
    'message_size_limit = 32505856',
  ])
  await expect(page.getByRole('table', { name: 'Difference of proftpd.conf' })).toBeVisible()
  await expectAccessible(page)
  const note = `Larger pictures ${tag()}`
  await page.getByLabel('Note').fill(note)
  await page.getByRole('button', { name: 'Apply' }).click()
  await expect(page.getByText('The settings are in use.')).toBeVisible({ timeout: 60_000 })
  await expect(page.getByText('The change is made')).toBeVisible()
  expect(await postconf('message_size_limit')).toBe('32505856')
  expect(await postconf('maximal_backoff_time')).toBe('90m')
  expect(etc('proftpd.conf')).toContain('MaxInstances 41')

  await page.getByRole('link', { name: 'Look at it in the history' }).click()
  await expect(page.getByText(note)).toBeVisible()
  // Every server did its work before and after, the console behind Apache too.
  await expect(page.getByText('What was noticed')).toHaveCount(0)
})

test('a file is changed as a text, beside what somebody else writes into it meanwhile, and back from the history', async ({
  page,
}) => {
  const [mine, theirs] = [`# mine ${tag()}`, `# theirs ${tag()}`]
  await page.goto('/configuration/files?find=MaxInstances', { waitUntil: 'networkidle' })
  await page.getByRole('link', { name: /proftpd\.conf:/ }).click()
  const text = page.getByLabel('Text of proftpd.conf')
  await expect(text).toHaveValue(/MaxInstances/)
  const secret = 'SQLConnectInfo mail me h1dden'
  await text.fill(`${await text.inputValue()}${secret}\n`)
  await expect(page.getByText('it is lost when this page is reloaded')).toBeVisible()
  const asked: string[] = []
  page.once('dialog', (dialog) => {
    asked.push(dialog.type())
    return dialog.accept()
  })
  await page.reload({ waitUntil: 'networkidle' })
  expect(asked).toEqual(['beforeunload'])
  await expect(text).toHaveValue(/MaxInstances/)
  expect(await text.inputValue()).not.toContain(secret)
  await text.fill(`${await text.inputValue()}${mine}\n`)
  await page.getByRole('button', { name: 'See what they do' }).click()
  await expect(page.getByRole('table', { name: 'Difference of proftpd.conf' }).locator('ins')).toHaveText(
    mine,
  )

  const note = `Crossed ${tag()}`
  await page.getByLabel('Note').fill(note)
  appendFileSync(path.join(testedInstance().paths.etc, 'proftpd.conf'), `${theirs}\n`)
  await page.getByRole('button', { name: 'Apply' }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'proftpd.conf' })).toBeVisible()
  const both = page.getByRole('table', { name: 'Both changes of proftpd.conf' })
  await expect(both).toContainText(mine)
  await expect(both).toContainText(theirs)
  await page.getByRole('button', { name: 'Put the two together' }).click()
  await expect(text).toHaveValue(new RegExp(theirs))
  const combined = (await text.inputValue()).replaceAll(/^(<{7}|={7}|>{7}|\|{7}).*\n/gm, '')
  await text.fill(combined)
  await page.getByRole('button', { name: 'See what they do' }).click()
  await expect(page.getByLabel('Note')).toHaveValue(note)
  await page.getByRole('button', { name: 'Apply' }).click()
  await expect(page.getByText('The settings are in use.')).toBeVisible({ timeout: 60_000 })
  const now = etc('proftpd.conf')
  expect([now.includes(mine), now.includes(theirs)]).toEqual([true, true])

  await page.getByRole('link', { name: 'Look at it in the history' }).click()
  await expect(page.getByText(note)).toBeVisible()
  const again = `${mine} again`
  writeFileSync(path.join(testedInstance().paths.etc, 'proftpd.conf'), now.replace(mine, again))
  await page.getByRole('link', { name: 'Undo this change' }).click()
  await expect(both).toContainText(again)
  await page.getByRole('button', { name: 'Undo it all the same' }).click()
  await expect(
    page.getByRole('table', { name: 'Difference of proftpd.conf' }).locator('del').first(),
  ).toContainText(mine)
  await page.getByRole('button', { name: 'Apply' }).click()
  await expect(page.getByText('The settings are in use.')).toBeVisible({ timeout: 60_000 })
  const after = etc('proftpd.conf')
  expect([after.includes(mine), after.includes(theirs)]).toEqual([false, true])
  await page.goto('/configuration/history?file=proftpd.conf')
  await expect(page.getByText('Outside the console').first()).toBeVisible()
})

test('what could lock people out takes the password, is asked about on every page, kept by an answer and put back by the other', async ({
  page,
}) => {
  const present = etc('proftpd.conf')
  const question = page.getByRole('region', { name: 'Keep these settings?' })
  // Nobody is locked out by it: only the directory is asked who somebody is.
  const wish = async ({ isTriedWrong = false } = {}) => {
    await openField(page, 'proftpd', 'AuthPAM')
    await page.getByRole('button', { name: 'Switch AuthPAM off' }).click()
    await page.getByRole('button', { name: 'See what they do' }).click()
    const password = page.getByLabel('Your password')
    if (isTriedWrong) {
      await password.fill('something else')
      await page.getByRole('button', { name: 'Apply' }).click()
      await expect(password).toHaveAttribute('aria-invalid', 'true', { timeout: 60_000 })
    }
    await password.fill(manager.password)
    if (isTriedWrong) {
      const unasked = page.getByText('Not asked yet what they think of it')
      await expect(unasked).toContainText('proftpd')
      await page.getByRole('button', { name: 'Ask them now' }).click()
      await expect(unasked).toHaveCount(0, { timeout: 60_000 })
      await expect(password).toHaveValue(manager.password)
    }
    await page.getByRole('button', { name: 'Apply' }).click()
    await expect(question).toBeVisible({ timeout: 60_000 })
  }
  await wish({ isTriedWrong: true })
  await page.goto('/aliases')
  await expect(question).toContainText('Without an answer everything is as before in')
  await expectAccessible(page)
  expect(etc('proftpd.conf')).toMatch(/^#\(off\) AuthPAM off$/m)
  await question.getByRole('button', { name: 'Take them back' }).click()
  await expect(page.getByText('The new settings were taken back.')).toBeVisible({ timeout: 60_000 })
  expect(etc('proftpd.conf')).toBe(present)
  await page.goto('/configuration/history?file=proftpd.conf')
  await page.getByRole('row').nth(1).getByRole('link').click()
  await expect(page.getByText('Why it was taken back')).toBeVisible()
  await expect(page.getByRole('link', { name: /Undo this change|Restore this state/ })).toHaveCount(0)

  await wish()
  // Whose session is gone is told so, and can sign in again to answer.
  await page.context().clearCookies()
  await expect(page.getByRole('link', { name: 'Sign in in another tab' }).first()).toBeVisible()
  await signedIn(page.context(), manager)
  await question.getByRole('button', { name: 'Keep them' }).click()
  await expect(page.getByText('The settings are in use.')).toBeVisible()
  expect(etc('proftpd.conf')).toMatch(/^#\(off\) AuthPAM off$/m)
})

test('a console that moves says where to before, and still when its old address is gone', async ({
  page,
}) => {
  const { https } = testedInstance().ports
  const there = `https://localhost:${https - 1}`
  await page.goto('/configuration/files/apache/apache2.conf', { waitUntil: 'networkidle' })
  const text = page.getByLabel('Text of apache/apache2.conf')
  const before = await text.inputValue()
  await text.fill(before.replaceAll(`:${https}`, `:${https - 1}`))
  await page.getByRole('button', { name: 'See what they do' }).click()
  await expect(page.getByText('The console moves to another address.')).toBeVisible()
  await expect(page.getByText(there, { exact: true })).toBeVisible()
  await page.getByLabel('Your password').fill(manager.password)
  // As if Apache had gone at once; nothing moves, since others are at work here.
  await page.route('**/*', (route) => route.abort())
  await page.getByRole('button', { name: 'Apply' }).click()
  const link = page.getByRole('link', { name: 'Open the console at its new address' })
  await expect(link).toHaveAttribute('href', `${there}/configuration`)
  await expect(
    page.getByRole('timer').filter({ hasText: 'Without an answer everything goes back' }),
  ).toBeVisible()
  await page.unroute('**/*')
  // It answers again, and nothing was begun.
  await expect(page.getByText('Nothing you typed is lost')).toBeVisible({ timeout: 30_000 })
  expect(etc('apache/apache2.conf')).toContain(`:${https}`)
})

async function openField(page: Page, service: string, name: string) {
  await page.goto(`/configuration/${service}?find=${name}`, { waitUntil: 'networkidle' })
}

/** What Postfix's own tool says. */
async function postconf(name: string): Promise<string> {
  const argv = ['-c', testedInstance().paths.postfixConfig, '-hx', name]
  return (await mustRun('postfix', 'postconf', argv)).trim()
}

function etc(file: string): string {
  return readFileSync(path.join(testedInstance().paths.etc, file), 'utf8')
}
