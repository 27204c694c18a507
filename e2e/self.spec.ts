/** The own account: what everybody sees of it, and the password that counts for every server at once. */
import { imapTalk, sendMail } from '@/lib/instance/testing'
import { newAccount, newDomain } from './accounts'
import { signIn } from './people'
import { expect, test } from './test'

test('the own page shows name, addresses and how full the mailbox is', async ({ page }) => {
  const domain = await newDomain()
  const person = await newAccount(domain, { quota: '2MB', firstName: 'Zoë', lastName: "O'Neill" })
  // One argument of a program has at most 128 KiB, so it takes some letters to fill the mailbox by half.
  const body = `${'x'.repeat(70)}\n`.repeat(1700)
  for (let i = 0; i < 10; i++) {
    const sent = await sendMail({ to: person.address, from: 'somebody@elsewhere.example', body })
    expect(sent.code).toBe(0)
  }
  await expect
    .poll(async () => usage(await imapTalk(person, ['GETQUOTAROOT INBOX'])), { timeout: 20_000 })
    .toBe(1)

  await signIn(page, person)
  await expect(page).toHaveURL(/\/me$/)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText("Zoë O'Neill")
  await expect(page.getByRole('listitem').filter({ hasText: person.address })).toBeVisible()
  const meter = page.getByRole('meter', { name: 'Quota' })
  const percent = Number(await meter.getAttribute('value'))
  expect(percent).toBeGreaterThan(40)
  expect(percent).toBeLessThan(70)
  await expect(page.locator('span', { hasText: /^1(\.\d)? MB of 2 MB used$/ })).toBeVisible()
})

test('a password changed here is the one for IMAP and submission at once', async ({ page }) => {
  const person = await newAccount(await newDomain(), { quota: '10MB' })
  // As long as the mail servers take: 127 bytes.
  const changed = { ...person, password: `eine neue Parole ${'שלום'.repeat(13)}abcdef` }
  await expectTaken(person, true)

  await signIn(page, person)
  await page.getByRole('link', { name: 'Change the password' }).click()
  const fill = async (current: string, wished = changed.password) => {
    await page.getByLabel('Current password').fill(current)
    await page.getByLabel('New password', { exact: true }).fill(wished)
    await page.getByLabel('New password again').fill(wished)
    await page.getByRole('button', { name: 'Change the password' }).click()
  }
  await fill('not the one')
  await expect(page.getByText('The current password is not right.')).toBeVisible()
  await expect(page.getByLabel('Current password')).toHaveAttribute('aria-invalid', 'true')
  await expectTaken(person, true)
  await fill(person.password, `${changed.password}!`)
  await expect(page.getByText('This is too long for the mail servers')).toBeVisible()
  await expectTaken(person, true)
  await fill(person.password, '{SSHA}a pass phrase')
  await expect(page.getByText('A password cannot begin with a word in braces')).toBeVisible()
  await expectTaken(person, true)

  await fill(person.password)
  await expect(page.getByText('The password was changed.')).toBeVisible()
  await expectTaken(changed, true)
  await expectTaken(person, false)
  // The session that changed it stays; the new password opens others.
  await page.goto('/me')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(person.name)
  await page.context().clearCookies()
  await signIn(page, changed, '/me')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(person.name)
})

type Mailer = { login: string; password: string; address: string }

/** Whether Cyrus and Postfix let somebody in with this password. */
async function expectTaken(person: Mailer, taken: boolean) {
  const [answer] = await imapTalk(person, [])
  expect(answer).toMatch(taken ? /^t0 OK/m : /^t0 NO/m)
  const sent = await sendMail({ to: person.address, from: person.address, as: person })
  expect(sent.code).toBe(taken ? 0 : 28)
}

/** Whole MB that Cyrus says are used. */
function usage(answers: string[]): number {
  return Math.floor(Number(/STORAGE (\d+) /.exec(answers.join(''))?.[1]) / 1024)
}
