/** The servers' settings, changed in the browser, and what the servers' own tools say of them then. */
import { appendFileSync, readFileSync } from 'node:fs'
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
  await page.getByLabel('message_size_limit', { exact: true }).fill('lots')
  await page.getByRole('button', { name: 'See what they do' }).click()
  const field = page.getByLabel('message_size_limit', { exact: true })
  await expect(field).toBeFocused()
  await expect(field).toHaveAttribute('aria-invalid', 'true')
  await expect(page.getByText('Please give a size such as 500 kB, 10 MB or 2 GB.')).toBeVisible()
  await expect(field).toHaveValue('lots')
  await field.fill('31')
  await page.getByLabel('Unit of message_size_limit').selectOption('MB')

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
  await expect(page.getByText('3 changes are not applied yet')).toBeVisible()
  await page.getByRole('button', { name: 'See what they do' }).click()
  const difference = page.getByRole('table', { name: 'Difference of postfix/main.cf' })
  await expect(difference.locator('ins')).toHaveText('message_size_limit = 32505856')
  await expect(page.getByRole('table', { name: 'Difference of proftpd.conf' })).toBeVisible()
  await expectAccessible(page)
  const note = `Larger pictures ${tag()}`
  await page.getByLabel('Note').fill(note)
  await page.getByRole('button', { name: 'Apply' }).click()
  await expect(page.getByText('The settings are in use.')).toBeVisible({ timeout: 60_000 })
  expect(await postconf('message_size_limit')).toBe('32505856')
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
  await text.fill(`${await text.inputValue()}${mine}\n`)
  await page.getByRole('button', { name: 'See what they do' }).click()
  await expect(page.getByRole('table', { name: 'Difference of proftpd.conf' }).locator('ins')).toHaveText(
    mine,
  )

  appendFileSync(path.join(testedInstance().paths.etc, 'proftpd.conf'), `${theirs}\n`)
  await page.getByRole('button', { name: 'Apply' }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'proftpd.conf' })).toBeVisible()
  await page.getByRole('link', { name: 'proftpd.conf' }).first().click()
  await expect(page.getByText('Somebody else changed this file meanwhile.')).toBeVisible()
  await page.getByRole('button', { name: 'See what they do' }).click()
  const both = page.getByRole('table', { name: 'Both changes of proftpd.conf' })
  await expect(both).toContainText(mine)
  await expect(both).toContainText(theirs)
  await page.getByRole('button', { name: 'Put the two together' }).click()
  await expect(text).toHaveValue(new RegExp(theirs))
  const combined = (await text.inputValue()).replaceAll(/^(<{7}|={7}|>{7}|\|{7}).*\n/gm, '')
  await text.fill(combined)
  await page.getByRole('button', { name: 'See what they do' }).click()
  await page.getByRole('button', { name: 'Apply' }).click()
  await expect(page.getByText('The settings are in use.')).toBeVisible({ timeout: 60_000 })
  const now = etc('proftpd.conf')
  expect([now.includes(mine), now.includes(theirs)]).toEqual([true, true])

  await page.getByRole('link', { name: 'Look at it in the history' }).click()
  await page.getByRole('link', { name: 'Undo this change' }).click()
  await page.getByRole('button', { name: 'Apply' }).click()
  await expect(page.getByText('The settings are in use.')).toBeVisible({ timeout: 60_000 })
  const after = etc('proftpd.conf')
  expect([after.includes(mine), after.includes(theirs)]).toEqual([false, true])
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

  await wish()
  // Whose session is gone is told so, and can sign in again to answer.
  await page.context().clearCookies()
  await expect(page.getByRole('link', { name: 'Sign in in another tab' }).first()).toBeVisible()
  await signedIn(page.context(), manager)
  await question.getByRole('button', { name: 'Keep them' }).click()
  await expect(page.getByText('The settings are in use.')).toBeVisible()
  expect(etc('proftpd.conf')).toMatch(/^#\(off\) AuthPAM off$/m)
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
