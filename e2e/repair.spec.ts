/** Deleted messages, damaged folders and wrong counts, mended in the browser, seen by their owner with a plain IMAP client. */
import { readFileSync, writeFileSync } from 'node:fs'
import { deletedMessagesPage, folderPage, foldersOf } from '@/app/(console)/places'
import { append, lockOf, whileHeld } from '@/lib/instance/cyrus/testing'
import { newAccount, newDomain, signedIn } from './accounts'
import { imapTalk, loseIndex, putAndDelete, quotaOf, subjectsIn } from './mail'
import { manager } from './people'
import { expect, test, testedInstance } from './test'

const letter = (subject: string) =>
  `From: Cleo <cleo@where.example>\nSubject: ${subject}\n\n${'Text\n'.repeat(500)}`

test('messages that a mail program expunged are brought back, one and then all', async ({
  page,
  context,
}) => {
  const domain = await newDomain()
  const chief = await newAccount(domain, { role: 'domainAdministrator', lastName: 'Chief' })
  const anna = await newAccount(domain, { quota: '100MB' })
  const folder = `user/${anna.login}/Work`
  const [encoded, script] = [
    '=?UTF-8?Q?Pl=C3=A4ne_f=C3=BCr?= =?UTF-8?Q?_morgen?=',
    '<script>alert(1)</script>',
  ]
  await imapTalk(anna, ['CREATE Work'])
  const old = 'Subject: an old one\r\n\r\nText\r\n'
  await imapTalk(anna, [`APPEND Work "05-Mar-2024 12:00:00 +0000" {${old.length}+}\r\n${old}`])
  await putAndDelete(anna, 'Work', [encoded, script, 'third'].map(letter))
  expect(await subjectsIn(anna, 'Work')).toEqual([])

  await signedIn(context, chief)
  await page.goto(folderPage(folder))
  await page.getByRole('link', { name: 'Deleted messages' }).click()
  await expect(page).toHaveURL(deletedMessagesPage(folder))
  const row = page.getByRole('row', { name: 'Pläne für morgen' })
  await expect(row).toContainText('Cleo <cleo@where.example>')
  await expect(page.getByRole('row', { name: script })).toBeVisible()
  // When it came in, and when it was deleted: not on that day.
  const [, received, deleted] = await page
    .getByRole('row', { name: 'an old one' })
    .getByRole('cell')
    .allTextContents()
  expect(received).toContain('3/5/24')
  expect(deleted).toMatch(/^\d+\/\d+\/\d\d, /)
  expect(deleted).not.toContain('3/5/24')
  await page.getByRole('checkbox', { name: 'Mark Pläne für morgen' }).check()
  await page.getByRole('button', { name: 'Bring back', exact: true }).click()
  await expect(row).toBeHidden()
  expect(await subjectsIn(anna, 'Work')).toEqual([encoded])

  // Somebody gives the folder another name while its page is open.
  await imapTalk(anna, ['RENAME Work Elsewhere'])
  await page.getByRole('button', { name: 'Bring back all of them (3)' }).click()
  const question = page.getByRole('alertdialog')
  await question.getByRole('button', { name: 'Bring all back' }).click()
  await expect(question.getByRole('alert')).toContainText(`There is no folder ${folder}.`)
  await imapTalk(anna, ['RENAME Elsewhere Work'])
  await question.getByRole('button', { name: 'Bring all back' }).click()
  await expect(page.getByText('No deleted message is kept here')).toBeVisible()
  expect((await subjectsIn(anna, 'Work')).sort()).toEqual([script, encoded, 'an old one', 'third'])
})

test('while somebody’s folder is held all of theirs are busy, and nothing is said of them that is not known', async ({
  page,
  context,
}) => {
  const anna = await newAccount(await newDomain(), { quota: '100MB' })
  const sent = page.getByRole('listitem').filter({ hasText: 'Sent' })
  const quota = page.getByRole('heading', { name: 'Quota', exact: true })
  await imapTalk(anna, ['SELECT Sent'])
  await signedIn(context, manager)
  await whileHeld(lockOf(testedInstance(), anna.login), async () => {
    await page.goto(foldersOf(anna.login))
    await expect(sent).toContainText('Busy')
    await expect(sent).not.toContainText('messages')
    await expect(quota).toHaveCount(0)
    await expect(page.getByText('No limit')).toHaveCount(0)
    await sent.getByRole('link').click()
    await expect(page.getByText('This folder is busy.')).toBeVisible()
    await expect(page.getByRole('checkbox', { name: `Read: ${anna.name}` })).toBeChecked()
    await expect(quota).toHaveCount(0)
  })
  await page.goto(foldersOf(anna.login))
  await expect(sent).toContainText('0 messages')
  await expect(sent).not.toContainText('Busy')
  await expect(page.getByRole('meter', { name: 'Quota' })).toHaveText('0 bytes of 100 MB used')
})

test('a folder whose index is lost has its messages again, and a wrong count is put right', async ({
  page,
  context,
}) => {
  const domain = await newDomain()
  const chief = await newAccount(domain, { role: 'domainAdministrator', lastName: 'Chief' })
  const anna = await newAccount(domain, { quota: '100MB' })
  const folder = `user/${anna.login}/Files`
  await imapTalk(anna, ['CREATE Files', 'CREATE Files/Old'])
  await imapTalk(anna, [append('Files', letter('first')), append('Files', letter('second'))])
  await imapTalk(anna, [append('Files/Old', letter('third'))])
  const right = await quotaOf(anna.login)
  for (const damaged of [folder, `${folder}/Old`]) await loseIndex(damaged)
  expect(await subjectsIn(anna, 'Files')).toEqual([])

  await signedIn(context, chief)
  await page.goto(foldersOf(anna.login))
  await expect(page.getByRole('listitem').filter({ hasText: 'Files' })).toContainText('Damaged')
  await page.getByRole('link', { name: 'Files', exact: true }).click()
  await expect(page.getByText('This folder is damaged: Cyrus cannot open it.')).toBeVisible()
  await page.getByRole('button', { name: 'Repair …' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByRole('checkbox', { name: 'With all folders below it' })).toBeChecked()
  await dialog.getByRole('button', { name: 'Start the repair' }).click()
  const found = page.getByRole('table', { name: 'Found' })
  const rowOf = (name: string) =>
    found.getByRole('row').filter({ has: page.getByRole('rowheader', { name, exact: true }) })
  await expect(rowOf(folder)).toContainText('2 messages came back')
  await expect(rowOf(`${folder}/Old`)).toContainText('1 message came back')
  await expect(page.getByText('Finished')).toBeVisible()
  expect(await subjectsIn(anna, 'Files')).toEqual(['first', 'second'])
  expect(await subjectsIn(anna, 'Files/Old')).toEqual(['third'])

  const { cyrusData } = testedInstance().paths
  const file = `${cyrusData}/conf/quota/${anna.login[0]}/user.${anna.login}`
  writeFileSync(file, readFileSync(file, 'utf8').replace(/\d+/, '7777777'))
  expect((await quotaOf(anna.login))?.used).toBe(7595)
  await page.getByRole('link', { name: 'To the folder' }).click()
  await page.getByRole('button', { name: 'Count anew' }).click()
  await expect(found).toContainText('Size: 8.9 kB, not 7.4 MB')
  expect(await quotaOf(anna.login)).toEqual(right)
})
